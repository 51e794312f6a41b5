//! Referrals being written: kept as they are typed, and seen by nobody but their owner.
use serde::{Deserialize, Serialize};

use super::super::{Change, Cx, Step, StepError};
use crate::domain::access::Duty;
use crate::domain::ids::DraftId;
use crate::domain::referral::Draft;
use crate::domain::refusal::{Clash, Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store::{self, StoreError};

/// A draft in the list of its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// Its identifier.
    pub id: DraftId,
    /// What was typed as the victim's name.
    pub victim: Private,
    /// When it was last saved.
    pub saved_at: Instant,
    /// The version that was saved.
    pub version: i32,
}

/// A draft that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// When.
    pub at: Instant,
    /// The version to save over next.
    pub version: i32,
}

/// The drafts of whoever asks, newest first.
///
/// # Errors
/// Hidden from those who may not refer.
pub fn drafts<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<DraftLine>> {
    cx.on_duty(Duty::Refer)?;
    let member = cx.member()?;
    let drafts = store::draft::of_account(cx.session, member.area, member.account)?;
    let line = |it: Draft| DraftLine {
        id: it.id,
        victim: Private::new(value(it.body.reveal(), "victim_name")),
        saved_at: it.saved_at,
        version: it.version,
    };
    Ok(drafts.into_iter().map(line).collect())
}

/// A draft of whoever asks.
///
/// # Errors
/// Hidden when there is none of theirs.
pub fn draft<Mode>(cx: &mut Cx<'_, '_, Mode>, id: DraftId) -> Step<Draft> {
    cx.on_duty(Duty::Refer)?;
    let member = cx.member()?;
    let draft = store::draft::find(cx.session, member.area, id)?;
    if draft.account_id == member.account { Ok(draft) } else { Err(StepError::Hidden) }
}

/// Saves a draft as it was typed; `seen` is the version it was typed over, 0 for a new one.
/// Saving the same text again changes nothing.
///
/// # Errors
/// Stale when another window saved another text meanwhile; refused when it was sent meanwhile.
pub fn save(cx: &mut Change<'_, '_>, id: DraftId, body: &Private, seen: i32) -> Step<Saved> {
    cx.on_duty(Duty::Refer)?;
    let Some(mut draft) = own_draft(cx, id)? else {
        return if seen == 0 { begin(cx, id, body) } else { Err(gone().into()) };
    };
    if draft.body != *body {
        check(&draft, seen, body)?;
        draft.body = body.clone();
        draft.saved_at = cx.now;
        store::draft::update(cx.session, &mut draft)?;
    }
    Ok(Saved { at: draft.saved_at, version: draft.version })
}

/// Throws a draft away.
///
/// # Errors
/// Hidden when there is none of theirs.
pub fn discard(cx: &mut Change<'_, '_>, id: DraftId) -> Step<()> {
    let draft = draft(cx, id)?;
    store::draft::remove(cx.session, draft.area_id, draft.id)?;
    cx.record("draft.discard", id.as_str(), &[]);
    Ok(())
}

/// The draft, when there is one; hidden when it is somebody else's.
pub(super) fn own_draft(cx: &mut Change<'_, '_>, id: DraftId) -> Step<Option<Draft>> {
    let member = cx.member()?;
    match store::draft::find(cx.session, member.area, id) {
        Ok(draft) if draft.account_id == member.account => Ok(Some(draft)),
        Ok(_) => Err(StepError::Hidden),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Why a draft that was there is not any more.
pub(super) fn gone() -> Refused {
    Refused::because("This draft was sent or thrown away in another window")
}

fn begin(cx: &mut Change<'_, '_>, id: DraftId, body: &Private) -> Step<Saved> {
    let member = cx.member()?;
    let draft = Draft {
        area_id: member.area,
        id,
        account_id: member.account,
        body: body.clone(),
        saved_at: cx.now,
        version: 1,
    };
    store::draft::insert(cx.session, &draft)?;
    cx.record("draft.begin", id.as_str(), &[]);
    Ok(Saved { at: draft.saved_at, version: draft.version })
}

/// Refuses to save over what another window saved, with each field that differs.
pub(super) fn check(draft: &Draft, seen: i32, body: &Private) -> Result<(), Stale> {
    if draft.version == seen || draft.body == *body {
        return Ok(());
    }
    let (saved, typed) = (pairs(draft.body.reveal()), pairs(body.reveal()));
    let mut names: Vec<&String> = saved.iter().chain(&typed).map(|it| &it.0).collect();
    names.sort_unstable();
    names.dedup();
    let of = |pairs: &[(String, String)], name: &str| -> String {
        let values = pairs.iter().filter(|it| it.0 == name).map(|it| it.1.as_str());
        values.collect::<Vec<_>>().join(", ")
    };
    let differs = names.into_iter().filter(|it| of(&saved, it) != of(&typed, it));
    let clash =
        |name: &String| Clash { field: name.clone(), label: label(name), theirs: of(&saved, name) };
    Err(Stale { version: draft.version, clashes: differs.map(clash).collect() })
}

fn pairs(body: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

fn value(body: &str, name: &str) -> String {
    pairs(body).into_iter().find(|it| it.0 == name).map(|it| it.1).unwrap_or_default()
}

/// A field's name in words: "Perpetrator 1 name".
fn label(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{AccountId, AreaId};

    const ZERO: &str = "00000000-0000-4000-8000-000000000000";

    fn saved(body: &str) -> Draft {
        Draft {
            area_id: AreaId::parse(ZERO).unwrap(),
            id: DraftId::parse(ZERO).unwrap(),
            account_id: AccountId::parse(ZERO).unwrap(),
            body: body.into(),
            saved_at: Instant::UNIX_EPOCH,
            version: 3,
        }
    }

    #[test]
    fn a_draft_saved_meanwhile_is_not_overwritten_and_shows_what_differs() {
        let draft = saved("victim_name=Made+Up&done=idva&done=medical&place=Home");
        let typed = Private::from("victim_name=Made+Up&done=idva&place=Home&happened=Again");
        assert_eq!(check(&draft, 3, &typed), Ok(()));
        let stale = check(&draft, 2, &typed).unwrap_err();
        let fields: Vec<(&str, &str, &str)> = stale
            .clashes
            .iter()
            .map(|it| (it.field.as_str(), it.label.as_str(), it.theirs.as_str()))
            .collect();
        assert_eq!(stale.version, 3);
        assert_eq!(fields, [("done", "Done", "idva, medical"), ("happened", "Happened", "")]);
    }

    #[test]
    fn the_same_text_from_an_older_window_is_no_clash() {
        assert_eq!(check(&saved("a=1"), 1, &"a=1".into()), Ok(()));
    }

    #[test]
    fn a_draft_is_known_by_the_name_that_was_typed() {
        assert_eq!(value("csrf=x&victim_name=Zo%C3%AB+Lee", "victim_name"), "Zoë Lee");
        assert_eq!(value("", "victim_name"), "");
        assert_eq!(label("perpetrator_1_born-day"), "Perpetrator 1 born day");
    }
}
