//! What visitors change of their own sign-in, and how they show again who they are.
use secrecy::SecretString;

use super::Visit;
use crate::domain::ids::MembershipId;
use crate::domain::session::Confirmed;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::passkey::Kept;
use crate::platform::provider::Shown;
use crate::workflow::{Change, Operation, Step, identity, passkey};

impl Visit {
    /// Changes the visitor's own password; every other session of theirs ends.
    pub(in crate::web) async fn change_password(
        &self,
        both: (SecretString, SecretString),
    ) -> Step<()> {
        let (asker, kept) = (self.asker("account.password"), self.signed_in.session);
        self.app.service.change_password(&self.app.passwords, &asker, kept, both).await
    }

    /// Makes the visitor's session fresh, if the password is theirs.
    pub(in crate::web) async fn confirm(&self, password: SecretString) -> Step<bool> {
        let (asker, token) = (self.asker("session.confirm"), self.token());
        self.app.service.confirm(&self.app.passwords, &asker, &token, password).await
    }

    /// Makes the visitor's session fresh, if the code is of their app or a recovery code.
    pub(in crate::web) async fn confirm_by_code(&self, code: String) -> Step<bool> {
        let (asker, token) = (self.asker("session.confirm"), self.token());
        self.app.service.confirm_by_code(&asker, &token, code).await
    }

    /// Sets up an app for the visitor by its seed and first code; gives recovery codes.
    pub(in crate::web) async fn set_up_app(
        &self,
        both: (String, String),
    ) -> Step<Option<Vec<String>>> {
        self.app.service.set_up_app(&self.asker("factor.set_up"), both).await
    }

    /// Keeps a passkey that the visitor has made and named.
    pub(in crate::web) async fn add_passkey(
        &self,
        (name, made): (Private, Kept),
        now: Instant,
    ) -> Step<()> {
        let add = move |cx: &mut Change<'_, '_>| passkey::add(cx, (&name, &made), now);
        self.app.service.change(self.asker("passkey.add"), Operation::OfItself, add).await
    }

    /// Has the visitor sign in by their directory from now on.
    pub(in crate::web) async fn add_identity(&self, shown: Shown) -> Step<()> {
        let now = self.app.service.clock().real_now();
        let add = move |cx: &mut Change<'_, '_>| identity::add(cx, &shown, now);
        self.app.service.change(self.asker("identity.add"), Operation::OfItself, add).await
    }

    /// Makes the visitor's session fresh, if it is them whom a directory has shown.
    pub(in crate::web) async fn confirm_by(&self, shown: &Shown) -> Step<bool> {
        let (asker, token) = (self.asker("session.confirm"), self.token());
        self.app.service.confirm_by(&asker, &token, shown).await
    }

    /// Whether they showed lately who they are.
    pub(in crate::web) fn is_fresh(&self) -> bool {
        self.signed_in.confirmed == Confirmed::Lately
    }

    /// Makes new recovery codes for the visitor.
    pub(in crate::web) async fn new_recovery_codes(&self) -> Step<Vec<String>> {
        self.app.service.new_recovery_codes(&self.asker("factor.recovery_codes")).await
    }

    /// Makes the visitor's session fresh: they have just shown who they are.
    pub(in crate::web) async fn has_confirmed(&self) -> Step<()> {
        self.app.service.has_confirmed(&self.asker("session.confirm"), &self.token()).await
    }

    fn token(&self) -> SecretString {
        SecretString::from(self.token.clone())
    }

    /// Goes on in another of the visitor's areas.
    pub(in crate::web) async fn move_to(&self, place: MembershipId) -> Step<()> {
        let (asker, token) = (self.asker("account.move"), self.token());
        self.app.service.move_to(&asker, &token, place).await
    }
}
