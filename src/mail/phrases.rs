//! How templates write days, times and counts: `{{date it.on}}`, `{{count it.cases "case" "cases"}}`.
use handlebars::{
    Context, Handlebars, Helper, HelperDef, PathAndJson, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};
use serde_json::Value;

use crate::domain::time::{Day, TimeOfDay};
use crate::domain::wording;

/// Makes a phrase of values, or nothing of values it does not know.
type Write = fn(&[&Value]) -> Option<Value>;

/// A helper that writes a phrase.
struct Phrase(Write);

impl HelperDef for Phrase {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        call: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let values: Vec<&Value> = call.params().iter().map(PathAndJson::value).collect();
        (self.0)(&values).map(ScopedJson::Derived).ok_or_else(|| {
            RenderErrorReason::Other(format!("{} cannot write this value", call.name())).into()
        })
    }
}

/// Gives a registry every phrase.
pub(super) fn register(registry: &mut Handlebars<'_>) {
    let phrases: [(&str, Write); 9] = [
        ("date", |it| on(it.first()?).map(wording::date).map(Value::from)),
        ("date_without_year", |it| {
            on(it.first()?).map(wording::date_without_year).map(Value::from)
        }),
        ("day_and_month", |it| on(it.first()?).map(wording::day_and_month).map(Value::from)),
        ("time", |it| at(it.first()?).map(wording::time).map(Value::from)),
        ("when", |it| when(it.first()?).map(Value::from)),
        ("moment", |it| moment(it.first()?).map(Value::from)),
        ("count", count),
        ("upper", |it| it.first()?.as_str().map(|text| text.to_uppercase().into())),
        ("first_due", |it| {
            Some(it.first()?.get(0).map_or(Value::Null, |first| first["due"].clone()))
        }),
    ];
    for (name, phrase) in phrases {
        registry.register_helper(name, Box::new(Phrase(phrase)));
    }
}

fn on(value: &Value) -> Option<Day> {
    value.as_str()?.parse().ok()
}

fn at(value: &Value) -> Option<TimeOfDay> {
    value.as_str()?.parse().ok()
}

/// "Thursday 12 February, 2pm".
fn when(due: &Value) -> Option<String> {
    let day = wording::date_without_year(on(due.get("on")?)?);
    Some(match at(due.get("at")?) {
        Some(time) => format!("{day}, {}", wording::time(time)),
        None => day,
    })
}

/// "2pm on Thursday 12 February".
fn moment(due: &Value) -> Option<String> {
    let day = wording::date_without_year(on(due.get("on")?)?);
    Some(match at(due.get("at")?) {
        Some(time) => format!("{} on {day}", wording::time(time)),
        None => day,
    })
}

fn count(values: &[&Value]) -> Option<Value> {
    let [number, one, many] = values else { return None };
    Some(wording::count(number.as_u64()?, one.as_str()?, many.as_str()?).into())
}
