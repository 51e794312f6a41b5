//! The record of every change and every read of case content: one row each, chained by a keyed hash.
use super::actor::{Actor, Role};
use super::ids::{AccountId, AgencyId, AreaId, CaseId, EntryId, MembershipId};
use super::protected;
use super::time::Instant;
use super::word::words;

words! {
    /// What kind of thing is recorded.
    Deed {
        /// Case content was read.
        Read = "read" / "Looked at",
        /// Something was changed.
        Change = "change" / "Changed",
        /// Something was asked for that the person may not have, or that does not exist.
        Denied = "denied" / "Asked in vain",
        /// Somebody signed in or out, or failed to.
        SignIn = "sign_in" / "Signed in or out",
    }
}

words! {
    /// Why somebody looked or did something, where they are asked: a word, never their own text.
    Reason {
        /// The record is looked through now and then.
        RoutineCheck = "routine_check" / "Routine check",
        /// Somebody may have looked at what is not their work.
        Concern = "concern" / "A concern about somebody’s use",
        /// Somebody asks who has seen what is kept about them.
        PersonAsked = "person_asked" / "A person asked who saw their information",
        /// Something may have been disclosed.
        Breach = "breach" / "A possible breach of personal data",
    }
}

/// What is to be recorded; the store adds its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The chain: an area's, or the installation's when there is none.
    pub area: Option<AreaId>,
    /// Who.
    pub account: Option<AccountId>,
    /// In which place.
    pub membership: Option<MembershipId>,
    /// For which agency, there and then.
    pub agency: Option<AgencyId>,
    /// The words of what they were there and then, with blanks between; blank for the service.
    pub roles: String,
    /// What kind of thing.
    pub deed: Deed,
    /// The page or step, such as `agenda` or `action.close`.
    pub name: String,
    /// The cases seen or changed.
    pub cases: Vec<CaseId>,
    /// Identifiers of what was changed or asked for, and codes; never words about people.
    pub subject: String,
    /// The word of a [`Reason`], or of one for protected contact; blank when none was asked for.
    pub reason: String,
    /// The request that caused it.
    pub request: String,
    /// When.
    pub at: Instant,
}

impl Entry {
    /// An entry about what somebody did, with nothing yet of what that was about.
    pub fn by(actor: &Actor, deed: Deed, name: &str, at: Instant) -> Self {
        let member = match actor {
            Actor::Member(member) => Some(member),
            _ => None,
        };
        Self {
            area: actor.area(),
            account: member.map(|it| it.account),
            membership: member.map(|it| it.membership),
            agency: member.map(|it| it.agency),
            roles: member.map(|it| role_words(&it.roles)).unwrap_or_default(),
            deed,
            name: name.to_owned(),
            cases: Vec::new(),
            subject: String::new(),
            reason: String::new(),
            request: String::new(),
            at,
        }
    }

    /// What they were there and then.
    pub fn roles(&self) -> Vec<Role> {
        self.roles.split(' ').filter_map(|it| Role::parse(it).ok()).collect()
    }
}

/// The words for a reason that an entry keeps.
pub fn reason_shown(word: &str) -> Option<&'static str> {
    let of_contact = || protected::Reason::parse(word).ok().map(|it| it.shown());
    Reason::parse(word).ok().map(|it| it.shown()).or_else(of_contact)
}

/// Roles as an entry keeps them.
pub fn role_words(roles: &[Role]) -> String {
    roles.iter().map(Role::as_str).collect::<Vec<_>>().join(" ")
}

/// What is searched for in an area's record. What is blank does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// By whom.
    pub account: Option<AccountId>,
    /// About which case.
    pub case: Option<CaseId>,
    /// From when on.
    pub from: Option<Instant>,
    /// Until when, with that instant.
    pub until: Option<Instant>,
    /// What kind of thing.
    pub deed: Option<Deed>,
    /// Only what left the service: printed, copied or mailed.
    pub exports: bool,
}

impl Search {
    /// What is searched for, as the record keeps it: identifiers and codes.
    pub fn words(&self) -> String {
        let part = |name: &str, value: Option<String>| value.map(|it| format!("{name}={it}"));
        let at = |it: Instant| it.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let parts = [
            part("account", self.account.map(|it| it.to_string())),
            part("from", self.from.map(at)),
            part("until", self.until.map(at)),
            part("deed", self.deed.map(|it| it.as_str().to_owned())),
            self.exports.then(|| "exports".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Whether an entry is among what is searched for, its case and latest time aside.
    pub fn fits(&self, entry: &Entry) -> bool {
        self.account.is_none_or(|it| entry.account == Some(it))
            && self.from.is_none_or(|it| entry.at >= it)
            && self.deed.is_none_or(|it| entry.deed == it)
            && (!self.exports || super::step::EXPORTS.contains(&entry.name.as_str()))
    }
}

/// A recorded entry with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The chain's name.
    pub chain: String,
    /// Its place, from 1, without gaps.
    pub sequence: i64,
    /// Its identifier.
    pub id: EntryId,
    /// What was recorded.
    pub entry: Entry,
    /// The hash of the entry before it, in hexadecimal.
    pub previous: String,
    /// Its own hash, in hexadecimal.
    pub hash: String,
}

/// Where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record {chain} does not hold at entry {sequence}: {what}")]
pub struct BrokenChain {
    /// The chain's name.
    pub chain: String,
    /// The first entry at which it does not hold.
    pub sequence: i64,
    /// What is wrong there.
    pub what: &'static str,
}
