//! Every address with an example of it, and who is answered there: what the matrix of the service says,
//! for the things of the county.
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

fn row(&(method, example, fields): &(&'static str, &'static str, &'static str)) -> Row {
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

/// The method, the example and what is sent there.
#[rustfmt::skip]
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("GET", "/account", ""),
    ("POST", "/account", ""),
    ("POST", "/account/password", ""),
    ("POST", "/account/area", "membership={own}"),
    ("GET", "/account/sign-in", ""),
    ("GET", "/account/app", ""),
    ("POST", "/account/app", ""),
    ("POST", "/account/app/removal", ""),
    ("POST", "/account/recovery-codes", ""),
    ("GET", "/account/passkeys/new", ""),
    ("POST", "/account/passkeys/new", ""),
    ("POST", "/account/passkeys/{passkey}/removal", ""),
    ("GET", "/account/work-accounts/{directory}", ""),
    ("POST", "/account/work-accounts/{directory}/removal", ""),
    ("POST", "/account/sessions/others/end", ""),
    ("POST", "/account/sessions/{session}/end", ""),
    ("GET", "/actions", ""),
    ("GET", "/actions/{open_action}", ""),
    ("POST", "/actions/{open_action}/update", ""),
    ("POST", "/actions/{closed_action}/reopen", ""),
    ("POST", "/actions/{open_action}/time", ""),
    ("POST", "/actions/{asked_action}/time/decide", ""),
    ("POST", "/actions/{open_action}/give", ""),
    ("GET", "/settings/agencies", ""),
    ("POST", "/settings/agencies", ""),
    ("GET", "/settings/agencies/new", ""),
    ("GET", "/settings/agencies/{agency}", ""),
    ("POST", "/settings/agencies/{agency}", ""),
    ("GET", "/agenda", ""),
    ("GET", "/meetings/{coming}/agenda", ""),
    ("POST", "/meetings/{coming}/agenda/places", "step={coming_listing}:up"),
    ("POST", "/meetings/{coming}/agenda/order", ""),
    ("POST", "/meetings/{coming}/agenda/minutes", "minutes=9"),
    ("POST", "/meetings/{coming}/agenda/close", ""),
    ("GET", "/meetings/{coming}/agenda/change", "do=minutes&items={coming_listing}"),
    ("POST", "/meetings/{coming}/agenda/change", "do=minutes&items={coming_listing}&minutes=9"),
    ("GET", "/meetings/{coming}/agenda/add", ""),
    ("POST", "/meetings/{coming}/agenda/add", ""),
    ("GET", "/meetings/{coming}/agenda/publish", ""),
    ("POST", "/meetings/{coming}/agenda/publish", ""),
    ("GET", "/meetings/{coming}/agenda/history", ""),
    ("GET", "/meetings/{coming}/agenda/print", ""),
    ("GET", "/settings", ""),
    ("GET", "/settings/area/{section}", ""),
    ("POST", "/settings/area/{section}", ""),
    ("GET", "/assets/{file}", ""),
    ("GET", "/meetings/{live}/attendance", ""),
    ("POST", "/meetings/{live}/attendance", ""),
    ("POST", "/meetings/{live}/attendance/people", ""),
    ("POST", "/meetings/{live}/attendance/statement", ""),
    ("GET", "/cases", ""),
    ("POST", "/cases/search", ""),
    ("GET", "/cases/{heard_case}", ""),
    ("GET", "/cases/{heard_case}/people", ""),
    ("GET", "/cases/{heard_case}/research", ""),
    ("GET", "/cases/{heard_case}/actions", ""),
    ("GET", "/cases/{heard_case}/safe-contact", ""),
    ("POST", "/cases/{heard_case}/safe-contact", ""),
    ("GET", "/cases/{heard_case}/protected", ""),
    ("POST", "/cases/{heard_case}/protected", ""),
    ("POST", "/cases/{heard_case}/protected/change", ""),
    ("POST", "/cases/{heard_case}/protected/people", ""),
    ("GET", "/cases/{heard_case}/looked", ""),
    ("GET", "/audit", ""),
    ("POST", "/audit/export", ""),
    ("POST", "/audit/search", ""),
    ("GET", "/cases/{heard_case}/untold", ""),
    ("POST", "/cases/{heard_case}/untold", ""),
    ("POST", "/cases/{heard_case}/untold/remove", "untold={untold}"),
    ("POST", "/cases/{heard_case}/untold/people", ""),
    ("GET", "/cases/{heard_case}/there", ""),
    ("GET", "/cases/{heard_case}/interests", ""),
    ("POST", "/cases/{heard_case}/interests", ""),
    ("GET", "/cases/{heard_case}/interests/new", ""),
    ("POST", "/cases/{heard_case}/interests/new", ""),
    ("GET", "/cases/{heard_case}/interests/{interest}", ""),
    ("POST", "/cases/{heard_case}/interests/{interest}", ""),
    ("GET", "/cases/{heard_case}/restriction", ""),
    ("POST", "/cases/{heard_case}/restriction", ""),
    ("GET", "/restricted", ""),
    ("POST", "/restricted", ""),
    ("GET", "/confirmations", ""),
    ("POST", "/confirmations/openings/{opening}", ""),
    ("POST", "/confirmations/liftings/{lifting}", ""),
    ("POST", "/confirmations/mail-domains/{asked_domain}", ""),
    ("GET", "/health/live", ""),
    ("GET", "/health/ready", ""),
    ("GET", "/meetings/{live}/live/{heard_listing}", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/decision", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/said", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/said/{said}", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/said/{said}/remove", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/risks", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/risks/{risk}", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/risks/{risk}/remove", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/actions", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/actions/{agreed}", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/actions/{agreed}/remove", ""),
    ("GET", "/help", ""),
    ("GET", "/help/secure-email", ""),
    ("GET", "/accessibility", ""),
    ("GET", "/privacy", ""),
    ("GET", "/settings/areas", ""),
    ("POST", "/settings/areas", ""),
    ("GET", "/settings/areas/new", ""),
    ("GET", "/mail", ""),
    ("POST", "/mail/{message}/retry", ""),
    ("POST", "/mail/tasks/{task}", ""),
    ("GET", "/settings/mail-domains", ""),
    ("POST", "/settings/mail-domains", ""),
    ("GET", "/settings/mail-domains/new", ""),
    ("GET", "/settings/mail-domains/{domain}", ""),
    ("POST", "/settings/mail-domains/{domain}", ""),
    ("GET", "/meetings/{live}/live", ""),
    ("POST", "/meetings/{extra}/live/open", ""),
    ("GET", "/meetings/{live}/live/outstanding", ""),
    ("POST", "/meetings/{live}/live/{next_listing}/hear", ""),
    ("POST", "/meetings/{live}/live/{heard_listing}/finish", ""),
    ("GET", "/meetings/{live}/closing", ""),
    ("POST", "/meetings/{live}/closing", ""),
    ("GET", "/settings/people", ""),
    ("POST", "/settings/people", ""),
    ("GET", "/settings/people/new", ""),
    ("GET", "/settings/people/{membership}", ""),
    ("POST", "/settings/people/{membership}", ""),
    ("POST", "/settings/people/{membership}/suspension", ""),
    ("POST", "/settings/people/{membership}/return", ""),
    ("POST", "/settings/people/{membership}/invitation", ""),
    ("GET", "/settings/people/{membership}/deputy", ""),
    ("POST", "/settings/people/{membership}/deputy", ""),
    ("POST", "/settings/people/{membership}/new-sign-in", ""),
    ("GET", "/minutes", ""),
    ("GET", "/meetings/{drafted}/minutes", ""),
    ("POST", "/meetings/{drafted}/minutes/approve", ""),
    ("POST", "/meetings/{final}/minutes/correction", ""),
    ("GET", "/meetings/{drafted}/minutes/items/{drafted_listing}", ""),
    ("POST", "/meetings/{drafted}/minutes/items/{drafted_listing}", ""),
    ("GET", "/meetings/{leaving}/minutes/sends", ""),
    ("POST", "/meetings/{leaving}/minutes/sends/stop", ""),
    ("POST", "/meetings/{stopped}/minutes/sends/release", ""),
    ("GET", "/meetings/{final}/minutes/mine", ""),
    ("POST", "/meetings/{final}/minutes/mine", ""),
    ("GET", "/referrals", ""),
    ("GET", "/referrals/new", ""),
    ("GET", "/referrals/{waiting}", ""),
    ("GET", "/referrals/{waiting}/sent", ""),
    ("POST", "/referrals/{asked}/answer", ""),
    ("POST", "/referrals/{waiting}/update", ""),
    ("POST", "/referrals/{waiting}/withdrawal", ""),
    ("POST", "/referrals/{waiting}/decision", ""),
    ("GET", "/drafts/{draft}", ""),
    ("POST", "/drafts/{draft}", ""),
    ("GET", "/drafts/{draft}/form", ""),
    ("POST", "/drafts/{draft}/form", ""),
    ("POST", "/drafts/{draft}/discard", ""),
    ("GET", "/research", ""),
    ("GET", "/research/{live}", ""),
    ("GET", "/research/{live}/own", ""),
    ("POST", "/research/{live}/chase", "agency={agency}"),
    ("GET", "/research/{live}/nothing-held", ""),
    ("POST", "/research/{live}/nothing-held", ""),
    ("GET", "/research/{live}/{next_case}", ""),
    ("POST", "/research/{live}/{next_case}", ""),
    ("GET", "/research/{live}/{next_case}/agencies", ""),
    ("POST", "/research/{live}/{next_case}/agencies", "drop={agency}"),
    ("GET", "/meetings", ""),
    ("GET", "/meetings/new", ""),
    ("POST", "/meetings/new", ""),
    ("GET", "/meetings/{coming}", ""),
    ("POST", "/meetings/{coming}/people", ""),
    ("GET", "/meetings/{coming}/move", ""),
    ("POST", "/meetings/{coming}/move", ""),
    ("GET", "/meetings/{coming}/cancel", ""),
    ("POST", "/meetings/{coming}/cancel", ""),
    ("GET", "/sign-in", ""),
    ("POST", "/sign-in", ""),
    ("GET", "/sign-in/passkey", ""),
    ("POST", "/sign-in/passkey", ""),
    ("GET", "/sign-in/with/{directory}", ""),
    ("GET", "/sign-in/with/{directory}/answer", ""),
    ("GET", "/sign-in/code", ""),
    ("POST", "/sign-in/code", ""),
    ("GET", "/sign-in/second-factor", ""),
    ("POST", "/sign-in/second-factor", ""),
    ("GET", "/signed-out", ""),
    ("POST", "/session", ""),
    ("POST", "/session/confirmation", ""),
    ("GET", "/session/confirmation/with/{directory}", ""),
    ("GET", "/forgotten", ""),
    ("POST", "/forgotten", ""),
    ("GET", "/password/{token}", ""),
    ("POST", "/password/{token}", ""),
    ("GET", "/password/{token}/with/{directory}", ""),
    ("GET", "/exposed", ""),
    ("POST", "/exposed", ""),
    ("GET", "/stop", ""),
    ("POST", "/stop", ""),
    ("POST", "/stop/{stop}/lift", ""),
    ("GET", "/support", ""),
    ("GET", "/support/{heard_case}", ""),
    ("POST", "/support/{heard_case}/contacts", ""),
    ("POST", "/support/{heard_case}/views/{heard_listing}", ""),
    ("GET", "/", ""),
    ("GET", "/meetings/{final}/minutes", ""),
    ("GET", "/cases/{waiting_case}", ""),
    ("GET", "/cases/{waiting_case}/people", ""),
    ("GET", "/research/{coming}/{coming_case}", ""),
    ("POST", "/sign-out", ""),
];
