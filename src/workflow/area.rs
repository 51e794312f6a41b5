//! What an area sets for itself.
use super::{Change, Cx, Step, schedule, stand_in};
use crate::domain::access::Duty;
use crate::domain::area::{Area, Section};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// An area's settings as their pages show them.
#[derive(Clone, Debug)]
pub struct AreaView {
    /// The area.
    pub area: Area,
    /// Since when the confidentiality statement is in force.
    pub statement_at: Instant,
    /// Who wrote it, when a person did.
    pub statement_by: Option<Private>,
}

/// The settings of the area of whoever asks.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) for those who do not change settings.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<AreaView> {
    cx.on_duty(Duty::ManageSettings)?;
    let area = cx.area()?;
    let made = store::statement::made(cx.session, area.id, area.statement_version)?;
    let writer = made.0.map(|it| store::account::find(cx.session, it)).transpose()?;
    Ok(AreaView { area, statement_at: made.1, statement_by: writer.map(|it| it.name) })
}

/// Sets one section of the area's settings from what was typed, as (field, text). The coming
/// meetings follow; a new confidentiality statement is a new version of it.
///
/// # Errors
/// Refused beside each field that is not understood or does not fit the others; stale when the
/// settings were changed meanwhile.
pub fn change(
    cx: &mut Change<'_, '_>,
    section: Section,
    typed: &[(String, String)],
    seen: i32,
) -> Step<()> {
    cx.on_duty(Duty::ManageSettings)?;
    let id = cx.area_id()?;
    let saved = store::area::find(cx.session, id)?;
    fresh(&saved, section, seen)?;
    let mut area = saved.clone();
    set(&mut area, section, typed)?;
    if area == saved {
        return Ok(());
    }
    if area.settings.reference_prefix != saved.prefix {
        area.prefix = free_prefix(cx, &area)?;
    }
    if area.settings.contact.stand_in != saved.settings.contact.stand_in {
        stand_in::name(cx, &area)?;
    }
    let statement = &area.settings.words.confidentiality_statement;
    if *statement != saved.settings.words.confidentiality_statement {
        area.statement_version += 1;
        let made = (Some(cx.member()?.account), cx.now);
        store::statement::insert(cx.session, id, area.statement_version, statement, made)?;
    }
    store::area::update(cx.session, &mut area)?;
    cx.record("area.change", format!("{id} {}", section.as_str()), &[]);
    schedule::keep(cx)
}

/// The new beginning of case references, while there is no case and no other area has it.
fn free_prefix(cx: &mut Change<'_, '_>, area: &Area) -> Step<String> {
    let prefix = &area.settings.reference_prefix;
    let mut refused = Refused::default();
    if store::case::is_any(cx.session, area.id)? {
        refused.add("reference_prefix", "There are cases with the letters that you had before");
    }
    let others = store::area::list(cx.session)?;
    if others.iter().any(|it| it.id != area.id && it.prefix == *prefix) {
        refused.add("reference_prefix", "Another area has these letters. Choose others");
    }
    refused.or_go_on()?;
    Ok(prefix.clone())
}

fn fresh(saved: &Area, section: Section, seen: i32) -> Result<(), Stale> {
    let texts: Vec<_> = section.fields().iter().map(|it| (*it, it.text(saved))).collect();
    let now: Vec<_> = texts.iter().map(|(it, text)| (it.name, it.label, text.as_str())).collect();
    Stale::check(saved.version, seen, &now)
}

fn set(area: &mut Area, section: Section, typed: &[(String, String)]) -> Result<(), Refused> {
    let mut refused = Refused::default();
    for field in section.fields() {
        let text = typed.iter().find(|it| it.0 == field.name).map(|it| it.1.as_str());
        if let Err(why) = field.read(area, text.unwrap_or_default()) {
            refused.add(field.name, why);
        }
    }
    refused.or_go_on()?;
    Refused { problems: area.settings.validate() }.or_go_on()
}
