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
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::asset;

mod field;

/// Makes every helper known.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("asset", Box::new(write_asset));
    registry.register_helper("operation", Box::new(write_operation));
    registry.register_helper("share", Box::new(write_share));
    registry.register_helper("add", Box::new(write_sum));
    registry.register_helper("options", Box::new(field::Making(field::options)));
    registry.register_helper("field", Box::new(field::Making(field::field)));
    registry.register_helper("day_field", Box::new(field::Making(field::day_field)));
    registry.register_helper("choice", Box::new(field::Making(field::choice)));
    registry.register_helper("any", Box::new(field::Making(field::any)));
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
