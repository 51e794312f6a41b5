//! Identifiers: one type for each entity, all random UUIDs (version 4), written as text.
use std::fmt;

/// The text was not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid identifier")]
pub struct InvalidId;

/// Declares an identifier type.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 36]);

        impl $name {
            /// Reads an identifier from a URL, a form or a column.
            ///
            /// # Errors
            /// Fails when `text` is not a UUID in its usual hyphenated lower-case form.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                let uuid = uuid::Uuid::try_parse(text).map_err(|_error| InvalidId)?;
                let id = Self::from_uuid(uuid);
                if id.as_str() == text { Ok(id) } else { Err(InvalidId) }
            }

            /// Makes an identifier of 128 bits from a source of randomness.
            pub fn from_uuid(uuid: uuid::Uuid) -> Self {
                let mut text = [0; 36];
                uuid.hyphenated().encode_lower(&mut text);
                Self(text)
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

id! {
    /// An area: one meeting's territory and everything recorded for it.
    AreaId
    /// Somebody who signs in.
    AccountId
    /// An account's place in an area: its agency, roles and dates.
    MembershipId
    /// An agency of an area.
    AgencyId
    /// A meeting.
    MeetingId
    /// A case: one victim with a linked set of alleged perpetrators.
    CaseId
    /// Somebody in a case.
    PersonId
    /// A referral.
    ReferralId
    /// A single-use link.
    LinkId
    /// A sign-in in progress.
    SessionId
    /// A passkey.
    PasskeyId
    /// A form being filled in.
    DraftId
    /// One appearance of a case on one meeting's agenda.
    ListingId
    /// One agency's research on one listing.
    ResearchId
    /// An IDVA's attempt to reach a victim.
    ContactId
    /// What an agency said in the meeting, beyond its research.
    ContributionId
    /// A risk stated in the meeting.
    RiskId
    /// An action.
    ActionId
    /// A person's row in a meeting's attendance.
    AttendanceId
    /// One time that somebody was shown protected contact.
    ShowId
    /// Somebody who must not be told of a case.
    UntoldId
    /// That something was closed.
    StopId
    /// That somebody says that something is exposed.
    ReportId
    /// A note between the referrer and the coordinator.
    NoteId
    /// Something the coordinator must put right.
    TaskId
    /// A message in the outbox.
    MessageId
    /// The operation that a client made up for one write, so that a repeat changes nothing.
    OperationId
    /// An entry in the record of changes and reads.
    EntryId
    /// That somebody, or an agency, is kept from a case.
    ExclusionId
    /// That somebody was let into a restricted case for an urgent need.
    OpeningId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_lower_case_uuid_is_an_identifier() {
        let text = "0198c0de-0000-4000-8000-00000000000a";
        assert_eq!(CaseId::parse(text).unwrap().as_str(), text);
        for wrong in ["", "1", &text.to_uppercase(), &text.replace('-', ""), &format!("{{{text}}}")]
        {
            assert_eq!(CaseId::parse(wrong), Err(InvalidId), "{wrong}");
        }
    }
}
