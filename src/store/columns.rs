//! How domain types are written to and read from columns.
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// Stores a domain type as text, through a function that gives its text and one that reads it.
macro_rules! text_columns {
    ($($type:path: $text:expr, $read:expr;)+) => {$(
        const _: () = {
            use diesel::deserialize::Queryable;
            use diesel::internal::derives::as_expression::Bound;
            use diesel::sql_types::{Nullable, SingleValue};

            impl<DB: Backend> ToSql<Text, DB> for $type
            where
                str: ToSql<Text, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                    let text: fn(&$type) -> &str = $text;
                    text(self).to_sql(out)
                }
            }

            impl<DB: Backend> ToSql<Nullable<Text>, DB> for $type
            where
                str: ToSql<Text, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                    ToSql::<Text, DB>::to_sql(self, out)
                }
            }

            impl<DB: Backend> FromSql<Text, DB> for $type
            where
                String: FromSql<Text, DB>,
            {
                fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
                    let text = String::from_sql(raw)?;
                    let read: fn(String) -> deserialize::Result<$type> = $read;
                    read(text)
                }
            }

            impl<DB: Backend, ST: SingleValue> Queryable<ST, DB> for $type
            where
                Self: FromSql<ST, DB>,
            {
                type Row = Self;
                fn build(row: Self) -> deserialize::Result<Self> {
                    Ok(row)
                }
            }

            text_columns!(@expression $type, Text);
            text_columns!(@expression $type, Nullable<Text>);
        };
    )+};
    (@expression $type:path, $sql:ty) => {
        impl AsExpression<$sql> for $type {
            type Expression = Bound<$sql, Self>;
            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
        impl<'a> AsExpression<$sql> for &'a $type {
            type Expression = Bound<$sql, Self>;
            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
    };
}

/// Stores identifiers and closed lists of words.
macro_rules! word_columns {
    ($($type:path)+) => {
        text_columns! { $($type: <$type>::as_str, |text| <$type>::parse(&text).map_err(Into::into);)+ }
    };
}

word_columns! {
    crate::domain::ids::AreaId
    crate::domain::ids::AccountId
    crate::domain::ids::MembershipId
    crate::domain::ids::AgencyId
    crate::domain::ids::MeetingId
    crate::domain::ids::CaseId
    crate::domain::ids::PersonId
    crate::domain::ids::ReferralId
    crate::domain::ids::LinkId
    crate::domain::ids::SessionId
    crate::domain::ids::PasskeyId
    crate::domain::ids::DraftId
    crate::domain::ids::ListingId
    crate::domain::ids::ResearchId
    crate::domain::ids::ContactId
    crate::domain::ids::ContributionId
    crate::domain::ids::RiskId
    crate::domain::ids::ActionId
    crate::domain::ids::AttendanceId
    crate::domain::ids::NoteId
    crate::domain::ids::ShowId
    crate::domain::ids::UntoldId
    crate::domain::ids::StopId
    crate::domain::ids::ReportId
    crate::domain::ids::TaskId
    crate::domain::ids::MessageId
    crate::domain::ids::OperationId
    crate::domain::ids::EntryId
    crate::domain::ids::ExclusionId
    crate::domain::ids::OpeningId
    crate::domain::account::State
    crate::domain::account::LinkPurpose
    crate::domain::factor::Awaited
    crate::domain::session::Factors
    crate::domain::action::Kind
    crate::domain::action::State
    crate::domain::action::EventKind
    crate::domain::agency::Kind
    crate::domain::agency::AskRule
    crate::domain::agency::MailRule
    crate::domain::attendance::Presence
    crate::domain::audit::Deed
    crate::domain::case::Restriction
    crate::domain::conflict::Interest
    crate::domain::conflict::State
    crate::domain::conflict::Need
    crate::domain::hearing::Subject
    crate::domain::listing::State
    crate::domain::listing::RiskLevel
    crate::domain::meeting::Kind
    crate::domain::meeting::State
    crate::domain::meeting::AgendaState
    crate::domain::meeting::AgendaChangeKind
    crate::domain::minutes::State
    crate::domain::minutes::Route
    crate::domain::notice::Delivery
    crate::domain::person::Part
    crate::domain::protected::Reason
    crate::domain::referral::Stage
    crate::domain::referral::NoteKind
    crate::domain::research::State
    crate::domain::research::Share
    crate::domain::support::Method
    crate::domain::support::Outcome
    crate::domain::task::Kind
    crate::domain::untold::Verdict
}

text_columns! {
    crate::domain::text::Private: crate::domain::text::Private::reveal, |text| Ok(crate::domain::text::Private::new(text));
}

/// A structure kept in one text column, as JSON.
#[derive(Clone, Debug, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(in crate::store) struct Json<T: std::fmt::Debug> {
    text: String,
    value: T,
}

impl<T: serde::Serialize + Clone + std::fmt::Debug> Json<T> {
    /// Prepares a structure for writing.
    pub(in crate::store) fn of(value: &T) -> Self {
        // Our structures hold only texts, numbers, lists and named fields, which JSON always takes.
        let text = serde_json::to_string(value).unwrap_or_default();
        Self { text, value: value.clone() }
    }
}

impl<T: std::fmt::Debug> Json<T> {
    /// The structure read.
    pub(in crate::store) fn into_value(self) -> T {
        self.value
    }
}

impl<T: std::fmt::Debug, DB: Backend> ToSql<Text, DB> for Json<T>
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.text.as_str().to_sql(out)
    }
}

impl<T: serde::de::DeserializeOwned + std::fmt::Debug, DB: Backend> FromSql<Text, DB> for Json<T>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(raw)?;
        let value = serde_json::from_str(&text)?;
        Ok(Self { text, value })
    }
}
