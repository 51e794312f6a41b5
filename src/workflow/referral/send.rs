//! Sending a referral: a case with its reference, its people, and everybody told.
use serde::{Deserialize, Serialize};

use super::super::{Change, Step, StepError, conflict};
use super::draft::{check, gone, own_draft};
use crate::domain::access::Duty;
use crate::domain::case::{Case, Restriction};
use crate::domain::ids::{CaseId, DraftId, PersonId, ReferralId};
use crate::domain::matching::name_key;
use crate::domain::notice::Notice;
use crate::domain::person::{Part, Person};
use crate::domain::reference::{CaseReference, Length};
use crate::domain::referral::{Account, Described, Referral, Stage};
use crate::domain::text::Private;
use crate::store::{self, StoreError};

/// How often a reference of four characters is tried before five are taken.
const TRIES: usize = 8;

/// A referral that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Its identifier.
    pub referral: ReferralId,
    /// The reference of its case.
    pub reference: String,
}

/// Sends a referral. The draft it was written in goes away; `body` is what was typed, and `seen`
/// the draft's version, 0 when it was never saved.
///
/// # Errors
/// Refused when a name, a safe contact or what happened is missing, or when it was sent before;
/// stale when another window saved another text meanwhile.
pub fn send(
    cx: &mut Change<'_, '_>,
    draft: DraftId,
    seen: i32,
    body: &Private,
    account: Account,
) -> Step<Sent> {
    cx.on_duty(Duty::Refer)?;
    match own_draft(cx, draft)? {
        Some(saved) => {
            check(&saved, seen, body)?;
            account.check()?;
            store::draft::remove(cx.session, saved.area_id, saved.id)?;
        }
        None if seen > 0 => return Err(gone().into()),
        None => account.check()?,
    }
    let case = make_case(cx, &account)?;
    let referral = make_referral(cx, &case, account)?;
    cx.record("referral.send", referral.id.as_str(), &[case.id]);
    conflict::keep_from_leads(cx, &case)?;
    super::tell_coordinators(cx, &referral, "sent")?;
    super::tell_referrer(cx, &referral, Notice::ReferralReceived { referral: referral.id })?;
    Ok(Sent { referral: referral.id, reference: case.reference })
}

fn make_case(cx: &mut Change<'_, '_>, account: &Account) -> Step<Case> {
    let area = cx.area()?;
    let case = Case {
        area_id: area.id,
        id: cx.new_id(CaseId::from_uuid),
        reference: free_reference(cx, &area.prefix)?,
        restriction: Restriction::Open,
        safe_contact: account.safe_contact_in_full(),
        joined_to: None,
        version: 1,
        created_at: cx.now,
    };
    // Another server may have taken the reference since it was looked for: then all is tried again.
    store::case::insert(cx.session, &case).map_err(|error| match error {
        StoreError::Taken => StoreError::Busy,
        other => other,
    })?;
    for person in people(cx, &case, account) {
        store::person::insert(cx.session, &person)?;
    }
    Ok(case)
}

/// A reference that no case of the area has.
fn free_reference(cx: &mut Change<'_, '_>, prefix: &str) -> Step<String> {
    let area = cx.area_id()?;
    for attempt in 0..2 * TRIES {
        let length = if attempt < TRIES { Length::Four } else { Length::Five };
        let random = cx.tools.random.bytes::<16>();
        let Some(made) = CaseReference::from_random(prefix, length, &random) else { continue };
        match store::case::by_reference(cx.session, area, made.as_str()) {
            Err(StoreError::NotFound) => return Ok(made.as_str().to_owned()),
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
    }
    Err(StepError::Failed(StoreError::Busy))
}

fn make_referral(cx: &mut Change<'_, '_>, case: &Case, account: Account) -> Step<Referral> {
    let (member, today) = (cx.member()?, cx.today()?);
    let threshold = cx.area()?.settings.threshold;
    let criteria = account.criteria(&cx.tools.checklist, threshold);
    let score = account.score(&cx.tools.checklist).map(i32::from);
    let referral = Referral {
        area_id: member.area,
        id: cx.new_id(ReferralId::from_uuid),
        case_id: case.id,
        agency_id: member.agency,
        account_id: member.account,
        stage: Stage::Submitted,
        received_at: cx.now,
        incident_on: account.incident_on.unwrap_or(today),
        score,
        account: Account {
            criteria: criteria.iter().map(|it| it.as_str().to_owned()).collect(),
            ..account
        },
        decided_by: None,
        decided_at: None,
        decision_reason: String::new(),
        decision_note: Private::default(),
        version: 1,
    };
    store::referral::insert(cx.session, &referral)?;
    Ok(referral)
}

/// Everybody whom the referrer described, each in their part.
fn people(cx: &Change<'_, '_>, case: &Case, account: &Account) -> Vec<Person> {
    let mut victim = account.victim.clone();
    if account.with_pregnancy() && victim.particulars.pregnancy.is_blank() {
        victim.particulars.pregnancy = "Yes, by the checklist".into();
    }
    let victims = [victim];
    let parts: [(Part, &[Described]); 4] = [
        (Part::Victim, &victims),
        (Part::Perpetrator, &account.perpetrators),
        (Part::Child, &account.children),
        (Part::OtherAdult, &account.others),
    ];
    let mut people = Vec::new();
    for (part, described) in parts {
        for (position, it) in (1..).zip(described) {
            people.push(Person {
                area_id: case.area_id,
                id: cx.new_id(PersonId::from_uuid),
                case_id: case.id,
                part,
                name: it.name.clone(),
                name_key: name_key(&it.name),
                born_on: it.born_on,
                particulars: it.particulars.clone(),
                position,
                version: 1,
            });
        }
    }
    people
}
