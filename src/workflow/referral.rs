//! Referrals, as those who send them see them: drafts, sending, what came of it, and adding to it.
mod draft;
mod own;
mod send;

pub use draft::{DraftLine, Saved, discard, draft, drafts, save};
pub use own::{
    Outcome, Own, OwnLine, add_update, answer, next_hearing, of_case, own, sent, withdraw,
};
pub use send::{Sent, send};

use super::{Change, Step, colleague};
use crate::domain::actor::Role;
use crate::domain::area::OptionalMail;
use crate::domain::notice::Notice;
use crate::domain::referral::Referral;

/// Tells the coordinators that a referral waits for them. `occasion` tells one time from another.
fn tell_coordinators(cx: &mut Change<'_, '_>, referral: &Referral, occasion: &str) -> Step<()> {
    let once = format!("referral_waiting:{}:{occasion}", referral.id);
    for colleague in colleague::in_force(cx)? {
        if colleague.membership.roles.contains(&Role::Coordinator) {
            let notice = Notice::ReferralWaiting { referral: referral.id };
            cx.tell(colleague.account.id, notice, &once, cx.now)?;
        }
    }
    Ok(())
}

/// Tells the referrer something about a referral, where the area has that on.
pub(super) fn tell_referrer(
    cx: &mut Change<'_, '_>,
    referral: &Referral,
    notice: Notice,
) -> Step<()> {
    if cx.area()?.settings.mails.contains(&OptionalMail::ReferralDecided) {
        let once = format!("{}:{}:{}", notice.kind(), referral.id, referral.version);
        cx.tell(referral.account_id, notice, &once, cx.now)?;
    }
    Ok(())
}
