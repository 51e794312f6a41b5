//! Who a directory says that somebody is.
use super::ids::AccountId;
use super::text::Private;
use super::time::Instant;

/// Who a directory says that somebody is. They are known by this alone: an address for mail may be
/// given to somebody else.
/// Source: OpenID Connect Core 1.0, section 5.7, claim stability and uniqueness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Which directory says so.
    pub issuer: String,
    /// What it knows them by, for good.
    pub subject: Private,
    /// Whose it is here.
    pub account_id: AccountId,
    /// When it was joined to the account.
    pub made_at: Instant,
    /// When they last came by it.
    pub used_at: Option<Instant>,
}
