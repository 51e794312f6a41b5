//! The words that templates may use beyond Handlebars' own.
//!
//! - `{{asset "app.css"}}`: the address of a file.
//! - `(options a=1 b=name)`: exactly these values, to hand to a partial and nothing else.
//! - `(field form "email" label="Email address")`: the same, with `name`, `id`, `value`, `values`,
//!   `error` of a field of a form; each of `items`, if given, also gets what `choice` gives.
//! - `(choice this "high" text="High")`: one of the choices of such a field, with `checked`.
//! - `{{operation "approval"}}`: the operation id of the form of that name on this page.
//! - `(day_field form "born" legend="Date of birth")`: the same for a day in three boxes.
//! - `(any hint error)`: whether any is there; unlike `or`, it may ask for what was not given.
//! - `{{add @index 1}}`: one more than the index.
//! - `{{share 6 14 96}}`: six fourteenths of ninety-six.
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::asset;

/// Makes every helper known.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("asset", Box::new(write_asset));
    registry.register_helper("operation", Box::new(write_operation));
    registry.register_helper("share", Box::new(write_share));
    registry.register_helper("add", Box::new(write_sum));
    registry.register_helper("options", Box::new(Making(options)));
    registry.register_helper("field", Box::new(Making(field)));
    registry.register_helper("day_field", Box::new(Making(day_field)));
    registry.register_helper("choice", Box::new(Making(choice)));
    registry.register_helper("any", Box::new(Making(any)));
}

/// A helper that makes a value rather than text.
struct Making(fn(&Helper<'_>) -> Result<Value, RenderError>);

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

fn any(helper: &Helper<'_>) -> Result<Value, RenderError> {
    helper.param(0).ok_or_else(|| needs(helper, "values"))?;
    let there = |it: &Value| match it {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    Ok(Value::Bool(helper.params().iter().any(|it| there(it.value()))))
}

fn options(helper: &Helper<'_>) -> Result<Value, RenderError> {
    Ok(Value::Object(given(helper)?))
}

fn field(helper: &Helper<'_>) -> Result<Value, RenderError> {
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

fn day_field(helper: &Helper<'_>) -> Result<Value, RenderError> {
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

fn choice(helper: &Helper<'_>) -> Result<Value, RenderError> {
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
    let own = format!("{}-{}", plain(&field["id"]), plain(&item["value"]));
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

fn write_asset(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let name = text_parameter(helper, 0)?;
    let address = asset::address(name)
        .ok_or_else(|| RenderErrorReason::Other(format!("there is no asset {name}")))?;
    Ok(out.write(&address)?)
}

/// An id of the right shape (a random UUID's) from the seed of the page and the form's name.
fn write_operation(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    context: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let seed = plain(&context.data()["layout"]["operation"]);
    let name = plain(parameter(helper, 0)?);
    let digest = Sha256::new().chain_update(seed).chain_update([0]).chain_update(name).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    let id = uuid::Builder::from_random_bytes(bytes).into_uuid();
    Ok(out.write(&id.hyphenated().to_string())?)
}

fn write_sum(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let number = |at| parameter(helper, at).map(|it| it.as_i64().unwrap_or_default());
    Ok(out.write(&number(0)?.saturating_add(number(1)?).to_string())?)
}

fn write_share(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let number = |at| parameter(helper, at).map(|it| it.as_f64().unwrap_or_default());
    let (part, whole, length) = (number(0)?, number(1)?, number(2)?);
    let share = if whole > 0.0 { (part / whole).clamp(0.0, 1.0) * length } else { 0.0 };
    Ok(out.write(&format!("{share:.1}"))?)
}

fn parameter<'a>(helper: &'a Helper<'_>, at: usize) -> Result<&'a Value, RenderError> {
    let value = helper.param(at).ok_or_else(|| needs(helper, "more values"))?;
    if value.is_value_missing() {
        return Err(RenderErrorReason::MissingVariable(value.relative_path().cloned()).into());
    }
    Ok(value.value())
}

fn text_parameter<'a>(helper: &'a Helper<'_>, at: usize) -> Result<&'a str, RenderError> {
    Ok(parameter(helper, at)?.as_str().ok_or_else(|| needs(helper, "a text here"))?)
}

fn needs(helper: &Helper<'_>, what: &str) -> RenderErrorReason {
    RenderErrorReason::Other(format!("{} needs {what}", helper.name()))
}

/// A text without quotes, or a number.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
