//! The helpers that make what a partial gets: options, fields of a form and their choices.
use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};
use serde_json::{Map, Value, json};

use super::{needs, parameter, plain, text_parameter};

/// A helper that makes a value rather than text.
pub(super) struct Making(pub(super) fn(&Helper<'_>) -> Result<Value, RenderError>);

impl HelperDef for Making {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(self.0(helper)?))
    }
}

/// Whether any of the parameters is there.
pub(super) fn any(helper: &Helper<'_>) -> Result<Value, RenderError> {
    helper.param(0).ok_or_else(|| needs(helper, "values"))?;
    let there = |it: &Value| match it {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    Ok(Value::Bool(helper.params().iter().any(|it| there(it.value()))))
}

/// Exactly what was given.
pub(super) fn options(helper: &Helper<'_>) -> Result<Value, RenderError> {
    Ok(Value::Object(given(helper)?))
}

/// A field of a form, with what was given.
pub(super) fn field(helper: &Helper<'_>) -> Result<Value, RenderError> {
    let (form, name) = (parameter(helper, 0)?, text_parameter(helper, 1)?);
    let mut field = given(helper)?;
    field.insert("value".to_owned(), first(form, name));
    field.insert("values".to_owned(), form["values"][name].clone());
    name_field(&mut field, form, name);
    let whole = Value::Object(field.clone());
    if let Some(Value::Array(items)) = field.get_mut("items") {
        for (at, item) in items.iter_mut().filter_map(Value::as_object_mut).enumerate() {
            item.insert("first".to_owned(), Value::Bool(at == 0));
            choose(item, &whole);
        }
    }
    Ok(Value::Object(field))
}

/// A field of a day, with its three boxes.
pub(super) fn day_field(helper: &Helper<'_>) -> Result<Value, RenderError> {
    let (form, name) = (parameter(helper, 0)?, text_parameter(helper, 1)?);
    let mut field = given(helper)?;
    name_field(&mut field, form, name);
    let wrong = form["targets"][name].as_array();
    let boxes = [("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4)];
    let boxes = boxes.map(|(part, text, width)| {
        let name = format!("{name}-{part}");
        let id = format!("{}-{part}", plain(&field["id"]));
        let wrong = wrong.is_some_and(|it| it.contains(&Value::from(name.as_str())));
        let value = first(form, &name);
        json!({"id": id, "name": name, "text": text, "width": width, "value": value, "wrong": wrong})
    });
    field.insert("boxes".to_owned(), Value::from(boxes.to_vec()));
    Ok(Value::Object(field))
}

/// One of the choices of a field.
pub(super) fn choice(helper: &Helper<'_>) -> Result<Value, RenderError> {
    let mut item = given(helper)?;
    item.insert("value".to_owned(), parameter(helper, 1)?.clone());
    choose(&mut item, parameter(helper, 0)?);
    Ok(Value::Object(item))
}

/// Gives a choice its name, its id and whether it is checked. The first has the id of the field,
/// so that errors lead to it.
fn choose(item: &mut Map<String, Value>, field: &Value) {
    let checked = field["values"].as_array().is_some_and(|it| it.contains(&item["value"]));
    item.entry("checked").or_insert(Value::Bool(checked));
    item.insert("name".to_owned(), field["name"].clone());
    let first = item.get("first").and_then(Value::as_bool).unwrap_or_default();
    // Values may be phrases; an id has no blanks.
    let own = format!("{}-{}", plain(&field["id"]), plain(&item["value"]).replace(' ', "-"));
    let id = if first { field["id"].clone() } else { Value::from(own) };
    item.entry("id").or_insert(id);
}

/// Gives a field its name, id and error.
fn name_field(field: &mut Map<String, Value>, form: &Value, name: &str) {
    field.insert("name".to_owned(), Value::from(name));
    field.entry("id").or_insert_with(|| Value::from(name));
    field.insert("error".to_owned(), form["errors"][name].clone());
}

/// The first value of a field of a form, or blank.
fn first(form: &Value, name: &str) -> Value {
    form["values"][name].get(0).cloned().unwrap_or_else(|| Value::from(""))
}

/// What a template gave by name.
fn given(helper: &Helper<'_>) -> Result<Map<String, Value>, RenderError> {
    let mut given = Map::new();
    for (name, value) in helper.hash() {
        if value.is_value_missing() {
            let path = value.relative_path().cloned();
            return Err(RenderErrorReason::MissingVariable(path).into());
        }
        given.insert((*name).to_owned(), value.value().clone());
    }
    Ok(given)
}
