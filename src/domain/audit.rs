//! The record of every change and every read of case content: one row each, chained by a keyed hash.
use super::ids::{AccountId, AreaId, CaseId, EntryId, MembershipId};
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

/// What is to be recorded; the store adds its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The chain: an area's, or the installation's when there is none.
    pub area: Option<AreaId>,
    /// Who.
    pub account: Option<AccountId>,
    /// In which place.
    pub membership: Option<MembershipId>,
    /// What kind of thing.
    pub deed: Deed,
    /// The page or step, such as `agenda` or `action.close`.
    pub name: String,
    /// The cases seen or changed.
    pub cases: Vec<CaseId>,
    /// Identifiers of what was changed or asked for, and codes; never words about people.
    pub subject: String,
    /// The request that caused it.
    pub request: String,
    /// When.
    pub at: Instant,
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
