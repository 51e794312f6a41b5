//! Compares the partials with what govuk-frontend's own templates make of the same options.
use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::engine::Engine;
use super::form::Form;

/// A component, one of its fixtures, and the partial as a page would write it for those options.
const CASES: &[(&str, &str, &str)] = &[
    ("back-link", "default", r##"{{> govuk/back-link (options href="#" text="Back")}}"##),
    ("button", "default", "{{> govuk/button (options text=text)}}"),
    ("button", "link", "{{> govuk/button (options text=text href=href)}}"),
    ("button", "secondary", "{{> govuk/button (options text=text name=name secondary=true)}}"),
    ("button", "prevent double click", "{{> govuk/button (options text=text once=true)}}"),
    (
        "character-count",
        "default",
        "{{> govuk/textarea (options id=name name=name max=maxlength label=label.text)}}",
    ),
    (
        "character-count",
        "with hint",
        "{{> govuk/textarea (options id=id name=name max=maxlength label=label.text hint=hint.text)}}",
    ),
    (
        "checkboxes",
        "default",
        "{{> govuk/checkboxes (field form name legend=fieldset.legend.text items=items)}}",
    ),
    (
        "checkboxes",
        "with conditional item checked",
        "{{#> govuk/checkboxes (field form name legend=fieldset.legend.text)}}\
         {{#> govuk/checkbox (choice this @root.items.[0].value text=@root.items.[0].text first=true checked=true opens=true)}}{{{@root.items.[0].conditional.html}}}{{/govuk/checkbox}}\
         {{#> govuk/checkbox (choice this @root.items.[1].value text=@root.items.[1].text id=@root.items.[1].id opens=true)}}{{{@root.items.[1].conditional.html}}}{{/govuk/checkbox}}\
         {{#> govuk/checkbox (choice this @root.items.[2].value text=@root.items.[2].text id=@root.items.[2].id opens=true)}}{{{@root.items.[2].conditional.html}}}{{/govuk/checkbox}}\
         {{/govuk/checkboxes}}",
    ),
    (
        "date-input",
        "with values and name prefix",
        "{{> govuk/date-input (day_field form namePrefix id=id legend=fieldset.legend.text hint=hint.text)}}",
    ),
    (
        "details",
        "default",
        "{{#> govuk/details (options summary=summaryText)}}{{@root.text}}{{/govuk/details}}",
    ),
    (
        "error-summary",
        "mixed with and without links",
        "{{> govuk/error-summary (options failed=true summary=errorList)}}",
    ),
    ("input", "default", "{{> govuk/input (options id=name name=name label=label.text)}}"),
    (
        "input",
        "with hint text",
        "{{> govuk/input (options id=id name=name label=label.text hint=hint.text)}}",
    ),
    (
        "input",
        "with error and hint",
        "{{> govuk/input (options id=id name=name label=label.text hint=hint.text error=errorMessage.text)}}",
    ),
    (
        "input",
        "with prefix",
        "{{> govuk/input (options id=id name=name label=label.text prefix=prefix.text)}}",
    ),
    (
        "input",
        "with describedBy",
        "{{> govuk/input (options id=id name=name label=label.text described_by=describedBy)}}",
    ),
    (
        "inset-text",
        "default",
        "{{#> govuk/inset-text (options)}}{{@root.text}}{{/govuk/inset-text}}",
    ),
    (
        "notification-banner",
        "default",
        r#"{{> govuk/notification-banner (options kind="important" text=text)}}"#,
    ),
    (
        "notification-banner",
        "with type as success",
        "{{> govuk/notification-banner (options kind=type text=text)}}",
    ),
    (
        "pagination",
        "with many pages",
        "{{> govuk/pagination (options previous=previous.href next=next.href items=items)}}",
    ),
    (
        "panel",
        "default",
        "{{#> govuk/panel (options title=titleHtml)}}{{{@root.html}}}{{/govuk/panel}}",
    ),
    (
        "password-input",
        "default",
        "{{> govuk/password-input (options id=name name=name label=label.text)}}",
    ),
    (
        "password-input",
        "with error message",
        "{{> govuk/password-input (options id=id name=name label=label.text hint=hint.text error=errorMessage.text)}}",
    ),
    (
        "radios",
        "default",
        "{{> govuk/radios (field form name legend=fieldset.legend.text items=items)}}",
    ),
    (
        "radios",
        "with hint",
        "{{> govuk/radios (field form name legend=fieldset.legend.text hint=hint.text items=items)}}",
    ),
    (
        "radios",
        "inline",
        "{{> govuk/radios (field form name legend=fieldset.legend.text hint=hint.text items=items inline=true)}}",
    ),
    (
        "radios",
        "with hints on items",
        "{{> govuk/radios (field form name legend=fieldset.legend.text legend_classes=fieldset.legend.classes legend_heading=true items=items)}}",
    ),
    (
        "select",
        "with hint text and error message",
        "{{> govuk/select (options id=id name=name label=label.text hint=hint.text error=errorMessage.text items=items)}}",
    ),
    ("skip-link", "default", "{{> govuk/skip-link (options text=text href=href)}}"),
    (
        "summary-list",
        "default",
        "{{#> govuk/summary-list (options)}}\
         {{> govuk/summary-row (options key=@root.rows.[0].key.text value=@root.rows.[0].value.text)}}\
         {{> govuk/summary-row (options key=@root.rows.[1].key.text value=@root.rows.[1].value.text)}}\
         {{#> govuk/summary-row (options key=@root.rows.[2].key.text)}}{{{@root.rows.[2].value.html}}}{{/govuk/summary-row}}\
         {{/govuk/summary-list}}",
    ),
    ("tag", "default", "{{> govuk/tag (options text=text)}}"),
    ("tag", "grey", r#"{{> govuk/tag (options text=text colour="grey")}}"#),
    (
        "task-list",
        "with hint text and additional states",
        r#"{{> govuk/task-list (options id="task-list" tasks=items)}}"#,
    ),
    ("textarea", "default", "{{> govuk/textarea (options id=name name=name label=label.text)}}"),
    (
        "textarea",
        "with error message",
        "{{> govuk/textarea (options id=id name=name label=label.text error=errorMessage.text)}}",
    ),
    (
        "textarea",
        "with default value",
        "{{> govuk/textarea (options id=id name=name label=label.text value=value)}}",
    ),
    ("warning-text", "default", "{{> govuk/warning-text (options text=text)}}"),
];

#[test]
fn partials_make_what_the_components_make() {
    let engine = Engine::new().unwrap();
    let mut files = BTreeMap::new();
    let mut wrong = Vec::new();
    for (component, name, template) in CASES {
        let fixtures = files.entry(*component).or_insert_with(|| read(component));
        let fixture = fixtures.iter().find(|it| it["name"] == *name).unwrap();
        let options = shaped(fixture["options"].clone());
        let ours = engine.inline(template, &options).map(|it| tidy(&it));
        let theirs = tidy(fixture["html"].as_str().unwrap());
        if ours.as_ref() != Ok(&theirs) {
            wrong.push(format!("{component}, {name}\n  ours: {ours:?}\ntheirs: {theirs:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The fixtures of a component.
fn read(component: &str) -> Vec<Value> {
    let folder = concat!(env!("NODE_MODULES"), "/govuk-frontend/dist/govuk/components");
    let text = fs::read_to_string(format!("{folder}/{component}/fixtures.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    file["fixtures"].as_array().unwrap().clone()
}

/// Puts the options into the shapes that our pages use where those are flatter than theirs.
fn shaped(mut options: Value) -> Value {
    let none = serde_json::Map::new();
    let typed = options["values"].as_object().unwrap_or(&none);
    let form = Form::new(typed.iter().map(|(name, value)| (name, value.to_string())));
    let name = options["name"].as_str().unwrap_or_default().to_owned();
    let whole = options.clone();
    let list = |of: &str| whole[of].as_array().into_iter().flatten().enumerate();
    for (at, item) in list("items") {
        let ours = &mut options["items"][at];
        ours["checked"] = Value::Bool(item["checked"] == true);
        ours["hint"] = item["hint"]["text"].clone();
        if item["id"].is_null() && at > 0 {
            ours["id"] = Value::from(format!("{name}-{}", at + 1));
        }
        ours["title"] = item["title"]["text"].clone();
        let status = &item["status"];
        ours["status"] = status["text"].clone();
        if let Some(class) = status["tag"]["classes"].as_str() {
            ours["status"] = status["tag"]["text"].clone();
            ours["colour"] = Value::from(class.trim_start_matches("govuk-tag--"));
        }
    }
    for (at, error) in list("errorList") {
        let target = error["href"].as_str().unwrap_or_default().trim_start_matches('#');
        options["errorList"][at]["target"] = Value::from(target);
        options["errorList"][at]["message"] = error["text"].clone();
    }
    options["form"] = serde_json::to_value(form).unwrap();
    options
}

/// One blank where any white space stands, and none beside a tag; quotes written in one way.
fn tidy(html: &str) -> String {
    let words: Vec<&str> = html.split_whitespace().collect();
    let line = words
        .join(" ")
        .replace(" drm-lines", "")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    line.replace(" <", "<").replace("> ", ">")
}
