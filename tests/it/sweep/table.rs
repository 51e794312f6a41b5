//! Every address with an example of it, and who is answered there: what the matrix of the service says,
//! for the things of the county.
use std::collections::BTreeSet;
use std::sync::LazyLock;

use marac::domain::access::{Duty, Sight};
use marac::web::matrix::{Address, Door, MATRIX, Scope, Verb};

use super::role::Who;

/// The method, an example with names of [`super::place::Places`], what is sent there, and the
/// letters of [`Who`] who are answered. Everybody else gets the one "not found"; whoever is not
/// signed in is sent to do so.
pub type Row = (&'static str, &'static str, &'static str, &'static str);

/// Every address of an installation.
pub static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| EXAMPLES.iter().map(row).collect());

fn row(&(method, example, fields, _): &Row) -> Row {
    let address = MATRIX.iter().find(|it| it.verb.as_str() == method && fits(it.pattern, example));
    let address = address.unwrap_or_else(|| panic!("{method} {example} is not in the matrix"));
    let letters = Who::ALL.iter().filter(|it| is_answered(address, example, **it));
    (method, example, fields, letters.map(|it| it.letter()).collect::<String>().leak())
}

/// Whether an example is of a pattern.
pub fn fits(pattern: &str, example: &str) -> bool {
    let same = |(one, other): (&str, &str)| {
        if one.starts_with('{') { other.starts_with('{') } else { one == other }
    };
    pattern.split('/').count() == example.split('/').count()
        && pattern.split('/').zip(example.split('/')).all(same)
}

/// Whether the matrix lets somebody in, and shows them what an example names.
fn is_answered(address: &Address, example: &str, who: Who) -> bool {
    let is_let_in = match (address.door, who.role()) {
        (Door::Anybody, _) => true,
        (_, None) => false,
        (Door::SignedIn, _) => true,
        (Door::With(duties), Some(role)) => duties.iter().any(|it| it.roles().contains(&role)),
    };
    let is_one_of = |letters: &str| letters.contains(who.letter());
    let sees = |least| super::role::sight(who, example) >= least;
    is_let_in
        && match address.scope {
            Scope::Area => true,
            Scope::Case(least) => sees(least),
            Scope::Protected => {
                let shown = Duty::SeeProtected.roles();
                sees(Sight::Asked) && who.role().is_some_and(|it| shown.contains(&it))
            }
            Scope::OwnAction => is_one_of("cor"),
            Scope::OwnReferral => is_one_of("f"),
            Scope::Chaired => is_one_of("c"),
            Scope::Minutes if example.contains("{drafted}") => is_one_of("co"),
            Scope::Action | Scope::Minutes => is_one_of("cori"),
            Scope::Own | Scope::SecondPerson => is_one_of(owners(address, example)),
        }
}

/// Whose own something is, or who is the second person whom it waits for.
fn owners(address: &Address, example: &str) -> &'static str {
    let name = example.split('{').nth(1).and_then(|it| it.split('}').next()).unwrap_or_default();
    match (name, address.verb) {
        ("draft", _) => "r",
        // Two may sign in by that directory; one of them does.
        ("directory", Verb::Get) => "cb",
        ("directory" | "passkey" | "session" | "opening", _) => "c",
        ("lifting", _) => "a",
        ("asked_domain", _) => "o",
        ("stop", _) => "co",
        ("", _) => "aco",
        _ => panic!("nobody is known who owns what {example} names"),
    }
}

/// The rows as somebody wrote them by hand, beside what the matrix says.
#[rustfmt::skip]
const EXAMPLES: &[Row] = &[
    ("GET", "/account", "", "acoruifbd"),
    ("POST", "/account", "", "acoruifbd"),
    ("POST", "/account/password", "", "acoruifbd"),
    ("POST", "/account/area", "membership={own}", "acoruifbd"),
    ("GET", "/account/sign-in", "", "acoruifbd"),
    ("GET", "/account/app", "", "acoruifbd"),
    ("POST", "/account/app", "", "acoruifbd"),
    ("POST", "/account/app/removal", "", "acoruifbd"),
    ("POST", "/account/recovery-codes", "", "acoruifbd"),
    ("GET", "/account/passkeys/new", "", "acoruifbd"),
    ("POST", "/account/passkeys/new", "", "acoruifbd"),
    ("POST", "/account/passkeys/{passkey}/removal", "", "c"),
    ("GET", "/account/work-accounts/{directory}", "", "cb"),
    ("POST", "/account/work-accounts/{directory}/removal", "", "c"),
    ("POST", "/account/sessions/others/end", "", "acoruifbd"),
    ("POST", "/account/sessions/{session}/end", "", "c"),
    ("GET", "/actions", "", "corui"),
    ("GET", "/actions/{open_action}", "", "cori"),
    ("POST", "/actions/{open_action}/update", "", "cor"),
    ("POST", "/actions/{closed_action}/reopen", "", "cor"),
    ("POST", "/actions/{open_action}/time", "", "cor"),
    ("POST", "/actions/{asked_action}/time/decide", "", "co"),
    ("POST", "/actions/{open_action}/give", "", "cor"),
    ("GET", "/settings/agencies", "", "aco"),
    ("POST", "/settings/agencies", "", "aco"),
    ("GET", "/settings/agencies/new", "", "aco"),
    ("GET", "/settings/agencies/{agency}", "", "aco"),
    ("POST", "/settings/agencies/{agency}", "", "aco"),
    ("GET", "/agenda", "", "coruib"),
    ("GET", "/meetings/{coming}/agenda", "", "coruib"),
    ("POST", "/meetings/{coming}/agenda/places", "step={coming_listing}:up", "co"),
    ("POST", "/meetings/{coming}/agenda/order", "", "co"),
    ("POST", "/meetings/{coming}/agenda/minutes", "minutes=9", "co"),
    ("POST", "/meetings/{coming}/agenda/close", "", "co"),
    ("GET", "/meetings/{coming}/agenda/change", "do=minutes&items={coming_listing}", "co"),
    ("POST", "/meetings/{coming}/agenda/change", "do=minutes&items={coming_listing}&minutes=9", "co"),
    ("GET", "/meetings/{coming}/agenda/add", "", "co"),
    ("POST", "/meetings/{coming}/agenda/add", "", "co"),
    ("GET", "/meetings/{coming}/agenda/publish", "", "co"),
    ("POST", "/meetings/{coming}/agenda/publish", "", "co"),
    ("GET", "/meetings/{coming}/agenda/history", "", "co"),
    ("GET", "/meetings/{coming}/agenda/print", "", "coruib"),
    ("GET", "/settings", "", "aco"),
    ("GET", "/settings/area/{section}", "", "aco"),
    ("POST", "/settings/area/{section}", "", "aco"),
    ("GET", "/assets/{file}", "", "acoruifbdx"),
    ("GET", "/meetings/{live}/attendance", "", "coruib"),
    ("POST", "/meetings/{live}/attendance", "", "co"),
    ("POST", "/meetings/{live}/attendance/people", "", "co"),
    ("POST", "/meetings/{live}/attendance/statement", "", "coruib"),
    ("GET", "/cases", "", "coruif"),
    ("POST", "/cases/search", "", "coruif"),
    ("GET", "/cases/{heard_case}", "", "cori"),
    ("GET", "/cases/{heard_case}/people", "", "cori"),
    ("GET", "/cases/{heard_case}/research", "", "cori"),
    ("GET", "/cases/{heard_case}/actions", "", "cori"),
    ("GET", "/cases/{heard_case}/safe-contact", "", "coi"),
    ("POST", "/cases/{heard_case}/safe-contact", "", "coi"),
    ("GET", "/cases/{heard_case}/protected", "", "coi"),
    ("POST", "/cases/{heard_case}/protected", "", "coi"),
    ("POST", "/cases/{heard_case}/protected/change", "", "oi"),
    ("POST", "/cases/{heard_case}/protected/people", "", "o"),
    ("GET", "/cases/{heard_case}/looked", "", "coi"),
    ("GET", "/audit", "", "cod"),
    ("POST", "/audit/export", "", "cod"),
    ("POST", "/audit/search", "", "cod"),
    ("GET", "/cases/{heard_case}/untold", "", "coi"),
    ("POST", "/cases/{heard_case}/untold", "", "coi"),
    ("POST", "/cases/{heard_case}/untold/remove", "untold={untold}", "coi"),
    ("POST", "/cases/{heard_case}/untold/people", "", "co"),
    ("GET", "/cases/{heard_case}/there", "", "cori"),
    ("GET", "/cases/{heard_case}/interests", "", "cori"),
    ("POST", "/cases/{heard_case}/interests", "", "cori"),
    ("GET", "/cases/{heard_case}/interests/new", "", "co"),
    ("POST", "/cases/{heard_case}/interests/new", "", "co"),
    ("GET", "/cases/{heard_case}/interests/{interest}", "", "co"),
    ("POST", "/cases/{heard_case}/interests/{interest}", "", "co"),
    ("GET", "/cases/{heard_case}/restriction", "", "co"),
    ("POST", "/cases/{heard_case}/restriction", "", "co"),
    ("GET", "/restricted", "", "corui"),
    ("POST", "/restricted", "", "corui"),
    ("GET", "/confirmations", "", "acoruifbd"),
    ("POST", "/confirmations/openings/{opening}", "", "c"),
    ("POST", "/confirmations/liftings/{lifting}", "", "a"),
    ("POST", "/confirmations/mail-domains/{asked_domain}", "", "o"),
    ("GET", "/health/live", "", "acoruifbdx"),
    ("GET", "/health/ready", "", "acoruifbdx"),
    ("GET", "/meetings/{live}/live/{heard_listing}", "", "cori"),
    ("POST", "/meetings/{live}/live/{heard_listing}/decision", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/said", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/said/{said}", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/said/{said}/remove", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/risks", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/risks/{risk}", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/risks/{risk}/remove", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/actions", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/actions/{agreed}", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/actions/{agreed}/remove", "", "co"),
    ("GET", "/help", "", "acoruifbdx"),
    ("GET", "/help/secure-email", "", "acoruifbdx"),
    ("GET", "/accessibility", "", "acoruifbdx"),
    ("GET", "/privacy", "", "acoruifbdx"),
    ("GET", "/settings/areas", "", "a"),
    ("POST", "/settings/areas", "", "a"),
    ("GET", "/settings/areas/new", "", "a"),
    ("GET", "/mail", "", "co"),
    ("POST", "/mail/{message}/retry", "", "co"),
    ("POST", "/mail/tasks/{task}", "", "co"),
    ("GET", "/settings/mail-domains", "", "co"),
    ("POST", "/settings/mail-domains", "", "co"),
    ("GET", "/settings/mail-domains/new", "", "co"),
    ("GET", "/settings/mail-domains/{domain}", "", "co"),
    ("POST", "/settings/mail-domains/{domain}", "", "co"),
    ("GET", "/meetings/{live}/live", "", "coruib"),
    ("POST", "/meetings/{extra}/live/open", "", "co"),
    ("GET", "/meetings/{live}/live/outstanding", "", "coruib"),
    ("POST", "/meetings/{live}/live/{next_listing}/hear", "", "co"),
    ("POST", "/meetings/{live}/live/{heard_listing}/finish", "", "co"),
    ("GET", "/meetings/{live}/closing", "", "co"),
    ("POST", "/meetings/{live}/closing", "", "co"),
    ("GET", "/settings/people", "", "aco"),
    ("POST", "/settings/people", "", "aco"),
    ("GET", "/settings/people/new", "", "aco"),
    ("GET", "/settings/people/{membership}", "", "aco"),
    ("POST", "/settings/people/{membership}", "", "aco"),
    ("POST", "/settings/people/{membership}/suspension", "", "aco"),
    ("POST", "/settings/people/{membership}/return", "", "aco"),
    ("POST", "/settings/people/{membership}/invitation", "", "aco"),
    ("GET", "/settings/people/{membership}/deputy", "", "aco"),
    ("POST", "/settings/people/{membership}/deputy", "", "aco"),
    ("POST", "/settings/people/{membership}/new-sign-in", "", "aco"),
    ("GET", "/minutes", "", "corui"),
    ("GET", "/meetings/{drafted}/minutes", "", "co"),
    ("POST", "/meetings/{drafted}/minutes/approve", "", "c"),
    ("POST", "/meetings/{final}/minutes/correction", "", "c"),
    ("GET", "/meetings/{drafted}/minutes/items/{drafted_listing}", "", "co"),
    ("POST", "/meetings/{drafted}/minutes/items/{drafted_listing}", "", "co"),
    ("GET", "/meetings/{leaving}/minutes/sends", "", "co"),
    ("POST", "/meetings/{leaving}/minutes/sends/stop", "", "c"),
    ("POST", "/meetings/{stopped}/minutes/sends/release", "", "c"),
    ("GET", "/meetings/{final}/minutes/mine", "", "cori"),
    ("POST", "/meetings/{final}/minutes/mine", "", "cori"),
    ("GET", "/referrals", "", "coruif"),
    ("GET", "/referrals/new", "", "coruif"),
    ("GET", "/referrals/{waiting}", "", "cof"),
    ("GET", "/referrals/{waiting}/sent", "", "f"),
    ("POST", "/referrals/{asked}/answer", "", "f"),
    ("POST", "/referrals/{waiting}/update", "", "f"),
    ("POST", "/referrals/{waiting}/withdrawal", "", "f"),
    ("POST", "/referrals/{waiting}/decision", "", "co"),
    ("GET", "/drafts/{draft}", "", "r"),
    ("POST", "/drafts/{draft}", "", "r"),
    ("GET", "/drafts/{draft}/form", "", "r"),
    ("POST", "/drafts/{draft}/form", "", "r"),
    ("POST", "/drafts/{draft}/discard", "", "r"),
    ("GET", "/research", "", "corui"),
    ("GET", "/research/{live}", "", "corui"),
    ("GET", "/research/{live}/own", "", "rui"),
    ("POST", "/research/{live}/chase", "agency={agency}", "co"),
    ("GET", "/research/{live}/nothing-held", "", "rui"),
    ("POST", "/research/{live}/nothing-held", "", "rui"),
    ("GET", "/research/{live}/{next_case}", "", "ri"),
    ("POST", "/research/{live}/{next_case}", "", "ri"),
    ("GET", "/research/{live}/{next_case}/agencies", "", "co"),
    ("POST", "/research/{live}/{next_case}/agencies", "drop={agency}", "co"),
    ("GET", "/meetings", "", "coruib"),
    ("GET", "/meetings/new", "", "co"),
    ("POST", "/meetings/new", "", "co"),
    ("GET", "/meetings/{coming}", "", "coruib"),
    ("POST", "/meetings/{coming}/people", "", "co"),
    ("GET", "/meetings/{coming}/move", "", "co"),
    ("POST", "/meetings/{coming}/move", "", "co"),
    ("GET", "/meetings/{coming}/cancel", "", "co"),
    ("POST", "/meetings/{coming}/cancel", "", "co"),
    ("GET", "/sign-in", "", "acoruifbdx"),
    ("POST", "/sign-in", "", "acoruifbdx"),
    ("GET", "/sign-in/passkey", "", "acoruifbdx"),
    ("POST", "/sign-in/passkey", "", "acoruifbdx"),
    ("GET", "/sign-in/with/{directory}", "", "acoruifbdx"),
    ("GET", "/sign-in/with/{directory}/answer", "", "acoruifbdx"),
    ("GET", "/sign-in/code", "", "acoruifbdx"),
    ("POST", "/sign-in/code", "", "acoruifbdx"),
    ("GET", "/sign-in/second-factor", "", "acoruifbdx"),
    ("POST", "/sign-in/second-factor", "", "acoruifbdx"),
    ("GET", "/signed-out", "", "acoruifbdx"),
    ("POST", "/session", "", "acoruifbd"),
    ("POST", "/session/confirmation", "", "acoruifbd"),
    ("GET", "/session/confirmation/with/{directory}", "", "acoruifbd"),
    ("GET", "/forgotten", "", "acoruifbdx"),
    ("POST", "/forgotten", "", "acoruifbdx"),
    ("GET", "/password/{token}", "", "acoruifbdx"),
    ("POST", "/password/{token}", "", "acoruifbdx"),
    ("GET", "/password/{token}/with/{directory}", "", "acoruifbdx"),
    ("GET", "/exposed", "", "acoruifbd"),
    ("POST", "/exposed", "", "acoruifbd"),
    ("GET", "/stop", "", "aco"),
    ("POST", "/stop", "", "aco"),
    ("POST", "/stop/{stop}/lift", "", "co"),
    ("GET", "/support", "", "i"),
    ("GET", "/support/{heard_case}", "", "i"),
    ("POST", "/support/{heard_case}/contacts", "", "i"),
    ("POST", "/support/{heard_case}/views/{heard_listing}", "", "i"),
    ("GET", "/", "", "acoruifbd"),
    ("GET", "/meetings/{final}/minutes", "", "cori"),
    ("GET", "/cases/{waiting_case}", "", "cof"),
    ("GET", "/cases/{waiting_case}/people", "", "cof"),
    ("GET", "/research/{coming}/{coming_case}", "", "ri"),
    ("POST", "/sign-out", "", "acoruifbdx"),
];

#[test]
fn the_matrix_says_what_was_written_by_hand() {
    for (by_matrix, by_hand) in TABLE.iter().zip(EXAMPLES) {
        let letters = |it: &Row| it.3.chars().collect::<BTreeSet<char>>();
        assert_eq!(letters(by_matrix), letters(by_hand), "{} {}", by_hand.0, by_hand.1);
    }
    let all: BTreeSet<_> = MATRIX.iter().map(|it| (it.verb.as_str(), it.pattern)).collect();
    assert_eq!(all.len(), MATRIX.len(), "an address has two rows");
}
