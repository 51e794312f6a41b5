//! What each role sees and may, whatever stands in its way.
use super::*;
use crate::domain::ids::MembershipId;

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

fn member(roles: &[Role], agency: u128) -> Member {
    Member {
        account: AccountId::from_uuid(uuid(7)),
        membership: MembershipId::from_uuid(uuid(8)),
        area: AreaId::from_uuid(uuid(1)),
        agency: AgencyId::from_uuid(uuid(agency)),
        roles: roles.to_vec(),
        name: "Made Up".into(),
    }
}

fn now() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn case(asked: &[u128]) -> CaseFacts {
    let agencies: Vec<AgencyId> = asked.iter().map(|it| AgencyId::from_uuid(uuid(*it))).collect();
    CaseFacts {
        area: AreaId::from_uuid(uuid(1)),
        restriction: Restriction::Open,
        named: vec![],
        let_in: vec![],
        excluded: vec![],
        listings: vec![ListingFacts {
            asked: agencies,
            returned: vec![],
            owning: vec![],
            has_opened: false,
            final_at: None,
        }],
        acting: vec![],
        referrers: vec![],
        visible_for: TimeDelta::days(90),
        is_closed: false,
    }
}

#[test]
fn an_agency_sees_a_case_only_when_it_is_asked_on_it() {
    let member = member(&[Role::Representative], 2);
    assert_eq!(sight(&member, &case(&[2, 3]), now()), Sight::Asked);
    assert_eq!(sight(&member, &case(&[3]), now()), Sight::Nothing);
}

#[test]
fn other_agencies_returns_are_seen_once_the_own_is_in_or_the_meeting_has_opened() {
    let member = member(&[Role::Representative], 2);
    let mut returned = case(&[2]);
    returned.listings[0].returned = vec![member.agency];
    assert_eq!(sight(&member, &returned, now()), Sight::Shared);
    let mut opened = case(&[2]);
    opened.listings[0].has_opened = true;
    assert_eq!(sight(&member, &opened, now()), Sight::Shared);
}

#[test]
fn sight_ends_after_the_final_minutes_unless_an_action_is_open() {
    let member = member(&[Role::Representative], 2);
    let mut old = case(&[2]);
    old.listings[0].has_opened = true;
    old.listings[0].final_at = Some(now() - TimeDelta::days(90));
    assert_eq!(sight(&member, &old, now()), Sight::Nothing);
    old.acting = vec![member.agency];
    assert_eq!(sight(&member, &old, now()), Sight::Shared);
    old.acting = vec![];
    old.listings[0].final_at = Some(now() - TimeDelta::days(90) + TimeDelta::seconds(1));
    assert_eq!(sight(&member, &old, now()), Sight::Shared);
}

#[test]
fn an_agency_that_was_not_asked_sees_what_it_acted_on_until_the_same_time() {
    let member = member(&[Role::Representative], 2);
    let mut acted = case(&[3]);
    acted.listings[0].has_opened = true;
    acted.listings[0].owning = vec![member.agency];
    assert_eq!(sight(&member, &acted, now()), Sight::Shared);
    acted.listings[0].final_at = Some(now() - TimeDelta::days(90) + TimeDelta::seconds(1));
    assert_eq!(sight(&member, &acted, now()), Sight::Shared);
    acted.listings[0].final_at = Some(now() - TimeDelta::days(90));
    assert_eq!(sight(&member, &acted, now()), Sight::Nothing);
    let elsewhere = ListingFacts { owning: vec![], final_at: None, ..acted.listings[0].clone() };
    acted.listings.push(elsewhere);
    assert_eq!(sight(&member, &acted, now()), Sight::Nothing);
}

#[test]
fn exclusion_restriction_and_another_area_beat_every_role() {
    for role in Role::ALL {
        let member = member(&[*role], 2);
        let mut excluded = case(&[2]);
        excluded.excluded = vec![member.account];
        let mut restricted = case(&[2]);
        restricted.restriction = Restriction::Restricted;
        let mut elsewhere = case(&[2]);
        elsewhere.area = AreaId::from_uuid(uuid(99));
        for facts in [excluded, restricted, elsewhere] {
            assert_eq!(sight(&member, &facts, now()), Sight::Nothing, "{role:?}");
        }
    }
}

#[test]
fn a_closed_case_is_there_for_nobody() {
    for role in Role::ALL {
        let member = member(&[*role], 2);
        let mut closed = case(&[2]);
        closed.is_closed = true;
        assert_eq!(sight(&member, &closed, now()), Sight::Nothing, "{role:?}");
        let open = sight(&member, &case(&[2]), now());
        assert_eq!(sight_but_for_stops(&member, &closed, now()), open, "{role:?}");
    }
}

#[test]
fn an_interest_beats_being_named_let_in_asked_acting_or_the_referrer() {
    for role in Role::ALL {
        let member = member(&[*role], 2);
        let mut facts = case(&[2]);
        facts.restriction = Restriction::Restricted;
        (facts.named, facts.let_in) = (vec![member.account], vec![member.account]);
        (facts.acting, facts.referrers) = (vec![member.agency], vec![member.account]);
        facts.excluded = vec![member.account];
        assert_eq!(sight(&member, &facts, now()), Sight::Nothing, "{role:?}");
        assert!(!allows(&member, Wish::See(Sight::OwnReferral, &facts), now()), "{role:?}");
    }
}

#[test]
fn a_restricted_case_is_seen_by_those_named_as_far_as_their_role_lets_them() {
    let mut facts = case(&[2]);
    facts.restriction = Restriction::Restricted;
    let (chair, other) = (member(&[Role::Chair], 2), member(&[Role::Representative], 3));
    assert_eq!(sight(&chair, &facts, now()), Sight::Nothing);
    facts.named = vec![chair.account];
    assert_eq!(sight(&chair, &facts, now()), Sight::Everything);
    assert_eq!(sight(&other, &facts, now()), Sight::Nothing);
    assert_eq!(sight(&member(&[Role::Representative], 2), &facts, now()), Sight::Asked);
}

#[test]
fn whoever_is_let_in_sees_what_was_shared_though_their_agency_was_not_asked() {
    let mut facts = case(&[3]);
    facts.restriction = Restriction::Restricted;
    let let_in = member(&[Role::Representative], 2);
    facts.let_in = vec![let_in.account];
    assert_eq!(sight(&let_in, &facts, now()), Sight::Shared);
    assert_eq!(sight(&member(&[Role::Coordinator], 2), &facts, now()), Sight::Everything);
    for role in [Role::Administrator, Role::Observer, Role::Auditor, Role::Referrer] {
        assert_eq!(sight(&member(&[role], 2), &facts, now()), Sight::Nothing, "{role:?}");
    }
}

#[test]
fn an_administrator_an_observer_and_an_auditor_see_no_case() {
    for role in [Role::Administrator, Role::Observer, Role::Auditor] {
        assert_eq!(sight(&member(&[role], 2), &case(&[2]), now()), Sight::Nothing);
    }
}

#[test]
fn a_referrer_sees_their_own_referral_and_nothing_else() {
    let member = member(&[Role::Referrer], 2);
    let mut own = case(&[2]);
    own.referrers = vec![member.account];
    assert_eq!(sight(&member, &own, now()), Sight::OwnReferral);
    assert_eq!(sight(&member, &case(&[2]), now()), Sight::Nothing);
    assert!(!allows(&member, Wish::See(Sight::Asked, &own), now()));
}

#[test]
fn protected_contact_is_for_those_of_the_matrix_on_cases_that_they_see() {
    let asked = case(&[2]);
    for role in Role::ALL {
        let member = member(&[*role], 2);
        let by_role = [Role::Chair, Role::Coordinator, Role::Idva].contains(role);
        assert_eq!(allows(&member, Wish::SeeProtected(&asked, &[]), now()), by_role);
        let lent = [member.account];
        let is_let = by_role || *role == Role::Representative;
        assert_eq!(allows(&member, Wish::SeeProtected(&asked, &lent), now()), is_let);
        let mut excluded = asked.clone();
        excluded.excluded = vec![member.account];
        assert!(!allows(&member, Wish::SeeProtected(&excluded, &lent), now()));
        let keeps = [Role::Coordinator, Role::Idva].contains(role);
        let wish = Wish::Change(Duty::KeepProtected, &asked);
        assert_eq!(allows(&member, wish, now()), keeps);
    }
    let elsewhere = member(&[Role::Idva], 9);
    assert!(!allows(&elsewhere, Wish::SeeProtected(&asked, &[]), now()));
}

#[test]
fn only_the_meetings_chair_or_substitute_approves_minutes() {
    let chair = member(&[Role::Chair], 2);
    let mut facts =
        MeetingFacts { area: chair.area, chairs: vec![chair.account], recipients: vec![] };
    assert!(allows(&chair, Wish::ApproveMinutes(&facts), now()));
    let coordinator = member(&[Role::Coordinator], 2);
    assert!(!allows(&coordinator, Wish::ApproveMinutes(&facts), now()));
    facts.chairs = vec![];
    assert!(!allows(&chair, Wish::ApproveMinutes(&facts), now()));
}

fn with_role(role: Role, agency: u128) -> Member {
    member(&[role], agency)
}

/// An action of agency 2 that somebody else of it owns.
fn of_agency(case: &CaseFacts) -> ActionFacts<'_> {
    ActionFacts {
        case,
        agency: AgencyId::from_uuid(uuid(2)),
        owner: AccountId::from_uuid(uuid(70)),
    }
}

#[test]
fn an_action_is_seen_by_whoever_sees_its_case_or_owns_it() {
    let (asked, other) = (case(&[2]), case(&[3]));
    let sees = |who: &Member, it: &ActionFacts<'_>| allows(who, Wish::SeeAction(it), now());
    let representative = with_role(Role::Representative, 2);
    assert!(sees(&representative, &of_agency(&asked)));
    assert!(!sees(&representative, &of_agency(&other)), "of its agency, on a case it does not see");
    assert!(sees(&with_role(Role::Coordinator, 9), &of_agency(&other)));
    // Whoever sent the referral sees their own action of it, and no other.
    let mut sent = case(&[3]);
    let referrer = with_role(Role::Referrer, 2);
    sent.referrers = vec![referrer.account];
    assert!(!sees(&referrer, &of_agency(&sent)));
    assert!(sees(&referrer, &ActionFacts { owner: referrer.account, ..of_agency(&sent) }));
    for role in [Role::Administrator, Role::Observer, Role::Auditor] {
        assert!(!sees(&with_role(role, 2), &of_agency(&asked)), "{role:?}");
    }
}

#[test]
fn an_action_is_updated_by_its_owner_their_agency_and_those_who_oversee() {
    let asked = case(&[2, 3]);
    let updates = |who: &Member, it: &ActionFacts<'_>| allows(who, Wish::UpdateAction(it), now());
    assert!(updates(&with_role(Role::Representative, 2), &of_agency(&asked)));
    assert!(updates(&with_role(Role::Idva, 2), &of_agency(&asked)));
    let elsewhere = with_role(Role::Representative, 3);
    assert!(!updates(&elsewhere, &of_agency(&asked)), "another agency sees it, and no more");
    let left = ActionFacts { owner: elsewhere.account, ..of_agency(&asked) };
    assert!(!updates(&elsewhere, &left), "it stays with the agency when its owner leaves");
    for role in [Role::Chair, Role::Coordinator] {
        assert!(updates(&with_role(role, 9), &of_agency(&asked)), "{role:?}");
    }
    let mut kept = asked.clone();
    kept.excluded = vec![elsewhere.account];
    for role in Role::ALL {
        let owner = with_role(*role, 2);
        let own = ActionFacts { owner: owner.account, ..of_agency(&kept) };
        assert!(!updates(&owner, &own), "{role:?}");
    }
    for role in [Role::Observer, Role::Referrer, Role::Administrator, Role::Auditor] {
        assert!(!updates(&with_role(role, 2), &of_agency(&asked)), "{role:?}");
    }
    // They oversee the actions of cases that they see whole, which a role beside it does not do.
    let both = member(&[Role::Chair, Role::Representative], 9);
    let mut restricted = case(&[9]);
    restricted.restriction = Restriction::Restricted;
    assert!(!updates(&both, &of_agency(&restricted)));
}

#[test]
fn an_own_referral_is_its_senders_alone_and_while_they_refer() {
    let mut sent = case(&[2]);
    let referrer = with_role(Role::Referrer, 2);
    sent.referrers = vec![referrer.account];
    let own = |who: &Member, facts: &CaseFacts, sender: AccountId| {
        allows(who, Wish::OwnReferral(facts, sender), now())
    };
    assert!(own(&referrer, &sent, referrer.account));
    let coordinator = with_role(Role::Coordinator, 2);
    assert!(!own(&coordinator, &sent, AccountId::from_uuid(uuid(70))), "somebody else sent it");
    assert!(!own(&with_role(Role::Observer, 2), &sent, referrer.account));
}

#[test]
fn minutes_are_read_by_those_who_lead_and_those_who_get_a_copy() {
    let reader = with_role(Role::Representative, 2);
    let mut facts = MeetingFacts { area: reader.area, chairs: vec![], recipients: vec![] };
    let reads = |who: &Member, it: &MeetingFacts| allows(who, Wish::ReadMinutes(it), now());
    assert!(!reads(&reader, &facts));
    assert!(reads(&with_role(Role::Chair, 2), &facts));
    assert!(reads(&with_role(Role::Coordinator, 2), &facts));
    facts.recipients = vec![reader.account];
    assert!(reads(&reader, &facts));
    facts.area = AreaId::from_uuid(uuid(99));
    assert!(!reads(&reader, &facts));
    assert!(!reads(&with_role(Role::Chair, 2), &facts));
}
