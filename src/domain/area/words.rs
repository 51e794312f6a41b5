//! An area's own words, its statements and whom to phone.
use serde::{Deserialize, Serialize};

/// Whom to phone, and the local numbers; shown on forms and error pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// The coordinator's phone number.
    pub coordinator_phone: String,
    /// Whom to phone outside office hours, as one line.
    pub out_of_hours: String,
    /// The mail address of whoever stands in where a decision takes two people and there is no second.
    pub stand_in: String,
    /// Local services, one line each: who and the number.
    pub local_numbers: Vec<String>,
}

/// What this area calls things, and its statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// The meeting's name inside a sentence, such as "HRDA meeting".
    pub meeting: String,
    /// The person at risk: "victim" or "victim/survivor".
    pub victim: String,
    /// The person causing harm, such as "alleged perpetrator".
    pub perpetrator: String,
    /// The specialist who speaks for the victim, such as "IDVA".
    pub advocate: String,
    /// The agreement under which information is shared, as one line.
    pub sharing_agreement: String,
    /// What everybody present agrees to before a case is shown.
    pub confidentiality_statement: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            meeting: "daily risk meeting".to_owned(),
            victim: "victim".to_owned(),
            perpetrator: "alleged perpetrator".to_owned(),
            advocate: "IDVA".to_owned(),
            sharing_agreement: "Share only what is relevant, necessary and proportionate, \
                under the area’s information sharing agreement."
                .to_owned(),
            confidentiality_statement: CONFIDENTIALITY_STATEMENT.to_owned(),
        }
    }
}

/// The statement that a new area begins with.
const CONFIDENTIALITY_STATEMENT: &str = "\
This meeting shares information about people at high risk of serious harm from domestic abuse, \
so that they can be made safer. What is said and recorded here is confidential. It may be used \
only for that purpose, or to protect children and adults at risk. Share only what is relevant, \
necessary and proportionate. Do not tell the person causing harm, or anyone connected with them, \
that the case was discussed. Keep papers secure, do not forward or copy them, and pass any \
request for them to the coordinator. If you know anyone named in a case, or have any other \
interest, say so now and leave for that item. Only the minute-taker may record the meeting. \
By taking part, representatives and observers confirm that they accept these terms.";
