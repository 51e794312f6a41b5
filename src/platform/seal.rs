//! Signatures on what is kept outside the service: Ed25519 (RFC 8032).
use std::fmt;

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use super::key::SubKey;

/// What signs. It never prints itself.
pub struct Seal(Ed25519KeyPair);

impl Seal {
    /// The seal that follows from a key.
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "cannot fail for 32 bytes")]
    pub fn new(key: &SubKey) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(key.bytes());
        Self(pair.expect("every 32 bytes are a seed"))
    }

    /// The signature of a text, in hexadecimal.
    pub fn sign(&self, text: &str) -> String {
        hex::encode(self.0.sign(text.as_bytes()))
    }

    /// What shows that a signature was made with this.
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.public_key().as_ref().to_vec())
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[hidden]")
    }
}

/// What shows that a signature was made with the seal it belongs to. It is no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    /// Reads it from 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text.trim()).ok().filter(|it| it.len() == 32).map(Self)
    }

    /// Whether a text has this signature.
    pub fn holds(&self, text: &str, signature: &str) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, &self.0);
        hex::decode(signature).is_ok_and(|it| key.verify(text.as_bytes(), &it).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::key::{Key, Purpose};
    use crate::platform::random::Random;

    fn seal() -> Seal {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::create(&folder.path().join("key"), &Random::System).unwrap();
        Seal::new(&key.derive(Purpose::Checkpoint))
    }

    #[test]
    fn a_signature_holds_for_its_text_and_its_key_alone() {
        let (seal, other) = (seal(), seal());
        let signature = seal.sign("a line");
        assert!(seal.public_key().holds("a line", &signature));
        assert!(!seal.public_key().holds("a lime", &signature));
        assert!(!other.public_key().holds("a line", &signature));
        let mut bent = signature.clone();
        bent.replace_range(..1, if signature.starts_with('0') { "1" } else { "0" });
        for wrong in [bent.as_str(), "", "00", "no hexadecimal", &signature[..126]] {
            assert!(!seal.public_key().holds("a line", wrong), "{wrong}");
        }
    }

    #[test]
    fn a_public_key_is_read_back_as_it_was_printed() {
        let public = seal().public_key();
        assert_eq!(PublicKey::parse(&format!("{public}\n")), Some(public));
        for wrong in ["", "00", &"0g".repeat(32), &"00".repeat(33)] {
            assert_eq!(PublicKey::parse(wrong), None, "{wrong}");
        }
    }
}
