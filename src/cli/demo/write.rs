//! Referrals of the past: who was referred by whom, again or for the first time, and what came of it.
use std::collections::{HashMap, HashSet};

use chrono::{Days, TimeDelta};

use super::history::References;
use super::past::Scribe;
use super::sent::{Outline, address, somebody, written};
use super::{cast, phrase};
use crate::domain::case::{Case, Restriction};
use crate::domain::checklist::Checklist;
use crate::domain::ids::{CaseId, NoteId, PersonId, ReferralId};
use crate::domain::matching::name_key;
use crate::domain::meeting::Meeting;
use crate::domain::person::{Part, Person};
use crate::domain::reference::{CaseReference, Length};
use crate::domain::referral::{Account, DeclineReason, Described, Note, NoteKind, Referral, Stage};
use crate::domain::text::Private;
use crate::domain::time::Day;

/// Places in the county's list of people who send most of its referrals: the police above all.
const REFERRERS: &[usize] = &[3, 4, 4, 4, 4, 5, 6, 7, 8, 10, 12, 13, 13, 14, 15];

/// Those who were referred before.
struct Family {
    case: CaseId,
    victim: Described,
    perpetrator: Described,
    children: Vec<Described>,
    last_on: Day,
}

/// What is remembered from one referral to the next.
pub(super) struct Refer {
    checklist: Checklist,
    length: Length,
    taken: HashSet<String>,
    families: Vec<Family>,
    named: HashMap<&'static str, usize>,
    /// The references of those with a name of their own.
    pub(super) references: References,
}

impl Refer {
    pub(super) fn new(checklist: Checklist, cases: u32) -> Self {
        let length = if cases > 20_000 { Length::Five } else { Length::Four };
        let (taken, families) = (HashSet::new(), Vec::new());
        let (named, references) = (HashMap::new(), HashMap::new());
        Self { checklist, length, taken, families, named, references }
    }
}

/// A referral of the past for a meeting: most are heard, a few were declined or taken back as well.
pub(super) fn case(scribe: &mut Scribe<'_>, refer: &mut Refer, meeting: &Meeting, place: usize) {
    let before = again(scribe, refer, meeting.day);
    let family = before.unwrap_or_else(|| {
        let family = new_family(scribe, refer, meeting.day);
        refer.families.push(family);
        refer.families.len() - 1
    });
    let stage = if before.is_some() { Stage::Joined } else { Stage::Accepted };
    let referral = referral(scribe, refer, (family, meeting), stage);
    scribe.hear(&referral, meeting, place);
    if scribe.chance.once_in(14) {
        let family = new_family(scribe, refer, meeting.day);
        refer.families.push(family);
        let stage = if scribe.chance.once_in(3) { Stage::Withdrawn } else { Stage::Declined };
        let family = refer.families.len() - 1;
        turned_away(scribe, refer, (family, meeting), stage);
        // They are not heard of again.
        refer.families.pop();
    }
}

/// Somebody who is referred again today was heard at a meeting of the past.
pub(super) fn named(
    scribe: &mut Scribe<'_>,
    refer: &mut Refer,
    (meeting, place): (&Meeting, usize),
    name: &'static str,
) {
    let known = refer.named.get(name).copied();
    let family = known.unwrap_or_else(|| {
        let (victim, perpetrator, children) = cast::family(name);
        let (case, reference) =
            new_case(scribe, refer, meeting.day, (&victim, &perpetrator, &children));
        refer.references.insert(name, reference);
        // In a year of its own, so that nobody else is taken for them.
        refer.families.push(Family { case, victim, perpetrator, children, last_on: Day::MAX });
        refer.named.insert(name, refer.families.len() - 1);
        refer.families.len() - 1
    });
    let stage = if known.is_some() { Stage::Joined } else { Stage::Accepted };
    let referral = referral(scribe, refer, (family, meeting), stage);
    refer.families[family].last_on = Day::MAX;
    scribe.hear(&referral, meeting, place);
}

/// Somebody who was heard of some time ago, in one of five referrals.
fn again(scribe: &mut Scribe<'_>, refer: &Refer, on: Day) -> Option<usize> {
    if refer.families.is_empty() || !scribe.chance.once_in(5) {
        return None;
    }
    let place = scribe.chance.place(refer.families.len());
    let last = refer.families[place].last_on;
    (last != Day::MAX && (on - last).num_days() > 30).then_some(place)
}

fn new_family(scribe: &mut Scribe<'_>, refer: &mut Refer, on: Day) -> Family {
    let chance = &mut scribe.chance;
    let home = address(chance);
    let surname = *chance.of(phrase::SURNAMES);
    let name = format!("{} {surname}", chance.of(phrase::WOMEN));
    let victim = somebody(&name, born(on, chance.from(18, 70), chance.below(360)), &home);
    // One in nine is alleged to have harmed somebody else before.
    let known = (!refer.families.is_empty() && chance.once_in(9))
        .then(|| chance.place(refer.families.len()))
        .map(|it| &refer.families[it])
        .filter(|it| it.last_on != Day::MAX);
    let perpetrator = known.map_or_else(
        || {
            let name = format!("{} {}", chance.of(phrase::MEN), chance.of(phrase::SURNAMES));
            let mut it = somebody(&name, born(on, chance.from(19, 66), chance.below(360)), &home);
            it.particulars.relationship =
                (*chance.of(&["Partner", "Former partner", "Husband"])).into();
            it
        },
        |it| it.perpetrator.clone(),
    );
    let children: Vec<Described> = (0..*chance.of(&[0, 0, 0, 1, 2, 2, 3]))
        .map(|_| {
            let first = if chance.once_in(2) { phrase::WOMEN } else { phrase::MEN };
            let name = format!("{} {surname}", chance.of(first));
            somebody(&name, born(on, chance.from(1, 15), chance.below(360)), &home)
        })
        .collect();
    let (case, _) = new_case(scribe, refer, on, (&victim, &perpetrator, &children));
    Family { case, victim, perpetrator, children, last_on: on }
}

/// The birthday of somebody who is so many years and days old.
fn born(on: Day, years: u32, days: u32) -> Day {
    let days = u64::from(years) * 1461 / 4 + u64::from(days) + 1;
    on.checked_sub_days(Days::new(days)).unwrap_or(on)
}

fn new_case(
    scribe: &mut Scribe<'_>,
    refer: &mut Refer,
    on: Day,
    (victim, perpetrator, children): (&Described, &Described, &[Described]),
) -> (CaseId, String) {
    let reference = loop {
        let bytes = scribe.random.bytes::<16>();
        let made = CaseReference::from_random(&scribe.county.area.prefix, refer.length, &bytes);
        if let Some(made) = made.filter(|it| refer.taken.insert(it.as_str().to_owned())) {
            break made.as_str().to_owned();
        }
    };
    let case = Case {
        area_id: scribe.county.area.id,
        id: CaseId::from_uuid(scribe.random.uuid()),
        reference: reference.clone(),
        restriction: Restriction::Open,
        safe_contact: (*scribe.chance.of(phrase::SAFE)).into(),
        joined_to: None,
        version: 1,
        created_at: on.and_hms_opt(8, 0, 0).unwrap_or_default().and_utc() - TimeDelta::days(1),
    };
    let parts = [(Part::Victim, victim), (Part::Perpetrator, perpetrator)];
    let children = children.iter().map(|it| (Part::Child, it));
    for (position, (part, it)) in (0..).zip(parts.into_iter().chain(children)) {
        scribe.rows.people.push(Person {
            area_id: case.area_id,
            id: PersonId::from_uuid(scribe.random.uuid()),
            case_id: case.id,
            part,
            name: it.name.clone(),
            name_key: name_key(&it.name),
            born_on: it.born_on,
            particulars: it.particulars.clone(),
            position: (position - 1).max(1),
            version: 1,
        });
    }
    let id = case.id;
    scribe.rows.cases.push(case);
    (id, reference)
}

/// A referral of a family, received the day before the meeting.
fn referral(
    scribe: &mut Scribe<'_>,
    refer: &mut Refer,
    (family, meeting): (usize, &Meeting),
    stage: Stage,
) -> Referral {
    let family = &mut refer.families[family];
    let before = TimeDelta::minutes(scribe.chance.from(15 * 60, 22 * 60).into());
    let received_at = meeting.starts_at - before;
    let (referrer, place) = &scribe.county.people[*scribe.chance.of(REFERRERS)];
    let outline = Outline {
        victim: family.victim.clone(),
        perpetrator: family.perpetrator.clone(),
        children: family.children.clone(),
        score: scribe.chance.from(11, 20) as usize,
        yes: if scribe.chance.once_in(5) { vec!["strangle"] } else { Vec::new() },
        incident_on: received_at.date_naive(),
    };
    let account: Account = written(&refer.checklist, &mut scribe.chance, outline);
    let score = account.score(&refer.checklist).map(i32::from);
    let decided_at = received_at + TimeDelta::minutes(scribe.chance.from(20, 90).into());
    let referral = Referral {
        area_id: meeting.area_id,
        id: ReferralId::from_uuid(scribe.random.uuid()),
        case_id: family.case,
        agency_id: place.agency_id,
        account_id: referrer.id,
        stage,
        received_at,
        incident_on: received_at.date_naive(),
        score,
        account,
        decided_by: Some(scribe.county.people[1].0.id),
        decided_at: Some(decided_at),
        decision_reason: String::new(),
        decision_note: Private::default(),
        version: 2,
    };
    family.last_on = meeting.day;
    scribe.note("referral.send", referrer.id, (referral.case_id, received_at));
    let decided = format!("referral.{}", stage.as_str());
    scribe.note(&decided, scribe.county.people[1].0.id, (referral.case_id, decided_at));
    scribe.rows.referrals.push(referral.clone());
    referral
}

/// A referral that was not heard: declined with advice, or taken back with a reason.
fn turned_away(
    scribe: &mut Scribe<'_>,
    refer: &mut Refer,
    family: (usize, &Meeting),
    stage: Stage,
) {
    let made = referral(scribe, refer, family, stage);
    let advice = *scribe.chance.of(phrase::ADVICE);
    let Some(kept) = scribe.rows.referrals.last_mut() else { return };
    if stage == Stage::Declined {
        DeclineReason::BelowThreshold.as_str().clone_into(&mut kept.decision_reason);
        kept.decision_note = advice.into();
        return;
    }
    (kept.decided_by, kept.decided_at) = (None, None);
    scribe.rows.notes.push(Note {
        area_id: made.area_id,
        id: NoteId::from_uuid(scribe.random.uuid()),
        referral_id: made.id,
        kind: NoteKind::Withdrawal,
        text: "Sent twice by mistake. The other referral stands.".into(),
        made_by: made.account_id,
        made_at: made.received_at + TimeDelta::minutes(12),
    });
}
