//! Passkeys (WebAuthn): keys of a phone, computer or stick, which checks itself that it is its person.
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

/// What passkeys are asked for. Cheap to clone.
#[derive(Clone)]
pub struct Passkeys(Arc<Webauthn>);

/// A passkey that is about to be made.
pub struct Making(PasskeyRegistration);

/// A passkey that is asked for.
pub struct Asking(DiscoverableAuthentication);

/// A passkey as it is kept: nothing of it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What its device knows it by, as base64url.
    pub credential_id: String,
    /// The public key and what goes with it, as JSON.
    pub credential: String,
}

impl Passkeys {
    /// For the address under which people reach the service; none when that is no domain, which
    /// passkeys need.
    pub fn at(address: &Url) -> Option<Self> {
        let domain = address.domain()?;
        WebauthnBuilder::new(domain, address)
            .ok()?
            .rp_name("Daily risk meeting")
            .allow_any_port(domain == "localhost")
            .build()
            .ok()
            .map(|it| Self(Arc::new(it)))
    }

    /// What a browser needs to make one for an account, which has some already.
    pub fn make(
        &self,
        account: Uuid,
        (email, name): (&str, &str),
        others: &[String],
    ) -> Option<(Value, Making)> {
        let others = others.iter().filter_map(|it| URL_SAFE_NO_PAD.decode(it).ok()).collect();
        let begun = self.0.start_passkey_registration(account, email, name, Some(others));
        let (options, making) = begun.ok()?;
        let mut options = serde_json::to_value(options).ok()?;
        // So that its device offers it by itself, and nobody types an address first.
        let choice = &mut options["publicKey"]["authenticatorSelection"];
        choice["residentKey"] = json!("required");
        choice["requireResidentKey"] = json!(true);
        Some((options, Making(making)))
    }

    /// The passkey that a browser made.
    pub fn made(&self, making: &Making, answer: &str) -> Option<Kept> {
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).ok()?;
        let passkey = self.0.finish_passkey_registration(&answer, &making.0).ok()?;
        Some(Kept {
            credential_id: URL_SAFE_NO_PAD.encode(passkey.cred_id()),
            credential: serde_json::to_string(&passkey).ok()?,
        })
    }

    /// What a browser needs to offer the passkeys that it has.
    pub fn ask(&self) -> Option<(Value, Asking)> {
        let (options, asking) = self.0.start_discoverable_authentication().ok()?;
        Some((json!({ "publicKey": options.public_key }), Asking(asking)))
    }

    /// Which passkey a browser answers with, as base64url.
    pub fn named(answer: &str) -> Option<String> {
        let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
        Some(URL_SAFE_NO_PAD.encode(answer.get_credential_id()))
    }

    /// Whether a browser's answer is by this passkey, whose device made sure that it is its person;
    /// gives the passkey as it is to be kept from now on.
    pub fn answered(&self, asking: Asking, answer: &str, credential: &str) -> Option<String> {
        let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
        let mut passkey: Passkey = serde_json::from_str(credential).ok()?;
        let seen = self.0.finish_discoverable_authentication_v2(&answer, asking.0, &passkey);
        let seen = seen.ok().filter(AuthenticationResult::user_verified)?;
        passkey.update_credential(&seen)?;
        serde_json::to_string(&passkey).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Option<Passkeys> {
        Passkeys::at(&Url::parse(address).unwrap())
    }

    #[test]
    fn passkeys_need_a_domain() {
        assert!(at("https://risk.northshire.example").is_some());
        assert!(at("http://localhost:8080").is_some());
        assert!(at("http://127.0.0.1:8080").is_none());
    }

    #[test]
    fn a_passkey_is_one_that_its_device_offers_and_checks_its_person() {
        let passkeys = at("https://risk.northshire.example").unwrap();
        let (options, _) = passkeys.make(Uuid::nil(), ("a@b.example", "Ann"), &[]).unwrap();
        let choice = &options["publicKey"]["authenticatorSelection"];
        assert_eq!(choice["residentKey"], "required");
        assert_eq!(choice["userVerification"], "required");
        let (options, asking) = passkeys.ask().unwrap();
        assert_eq!(options["publicKey"]["userVerification"], "required");
        assert!(passkeys.answered(asking, "{}", "{}").is_none());
    }
}
