//! The settings of an area in sections, as people see and change them.
use super::Area;
use super::slot::{Kind, Slot};
use crate::domain::word::words;

words! {
    /// Settings that are changed together.
    Section {
        /// What the area is called and where it is.
        Name = "name" / "Area",
        /// The clock times of the day.
        Times = "times" / "Days and times",
        /// Where people meet.
        Place = "place" / "Place",
        /// Order and minutes.
        Agenda = "agenda" / "Agenda",
        /// Who is high risk, and who comes back.
        Risk = "risk" / "High risk and repeats",
        /// When actions fall due.
        Actions = "actions" / "Actions",
        /// When minutes leave and how long they are seen.
        Minutes = "minutes" / "Minutes",
        /// What things are called.
        Words = "words" / "Words",
        /// Whom to phone.
        Contact = "contact" / "Phone numbers",
        /// Mail beyond what every area sends.
        Mails = "mails" / "Optional emails",
        /// What those present agree to.
        Statement = "statement" / "Confidentiality statement",
    }
}

/// One setting as people see it.
#[derive(Clone, Copy)]
pub struct Field {
    /// Its name in forms, which is also its place in the settings.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What helps to fill it in; may be empty.
    pub hint: &'static str,
    /// What it counts, such as "minutes"; empty when it is no amount.
    pub unit: &'static str,
    slot: fn(&mut Area) -> Slot<'_>,
}

impl Field {
    /// Its text in an area, as it would be typed.
    pub fn text(&self, area: &Area) -> String {
        (self.slot)(&mut area.clone()).text()
    }

    /// How it is typed, and the phrases to choose from where it is a choice.
    pub fn kind(&self, area: &Area) -> (Kind, Vec<&'static str>) {
        let mut area = area.clone();
        let slot = (self.slot)(&mut area);
        (slot.kind(), slot.phrases())
    }

    /// Sets it from what somebody typed.
    ///
    /// # Errors
    /// Gives a sentence that says what to type, when the text is not understood.
    pub fn read(&self, area: &mut Area, text: &str) -> Result<(), String> {
        (self.slot)(area).read(text)
    }
}

/// Makes fields from `name, label, hint, unit => kind of slot, place;`.
macro_rules! fields {
    ($($name:literal, $label:literal, $hint:literal, $unit:literal => $slot:ident $($place:ident).+;)+) => {
        vec![$(Field {
            name: $name,
            label: $label,
            hint: $hint,
            unit: $unit,
            slot: |area| Slot::$slot(&mut area.$($place).+),
        },)+]
    };
}

impl Section {
    /// Its settings, in the order in which people are asked for them.
    pub fn fields(self) -> Vec<Field> {
        match self {
            Self::Name => name(),
            Self::Times => times(),
            Self::Place => place(),
            Self::Agenda => agenda(),
            Self::Risk => risk(),
            Self::Actions => actions(),
            Self::Minutes => minutes(),
            Self::Words => words(),
            Self::Contact => contact(),
            Self::Mails => mails(),
            Self::Statement => statement(),
        }
    }
}

fn name() -> Vec<Field> {
    fields! {
        "name", "Name of the area", "", "" => Needed name;
        "nation", "Bank holidays", "No meeting is held on a bank holiday.", ""
            => Choice settings.nation;
        "reference_prefix", "Case references begin with",
            "Two to four capital letters. They stay as they are once there is a case.", ""
            => Line settings.reference_prefix;
    }
}

fn times() -> Vec<Field> {
    fields! {
        "day.weekdays", "Days of the meeting", "", "" => Weekdays settings.day.weekdays;
        "day.starts_at", "The meeting starts", "For example, 10am or 9:30am", ""
            => Time settings.day.starts_at;
        "day.cut_off_at", "Referrals close",
            "A referral received at this time or later goes to the next meeting.", ""
            => Time settings.day.cut_off_at;
        "day.digest_at", "Agencies are told of the cases to research", "", ""
            => Time settings.day.digest_at;
        "day.research_chased_at", "Agencies are reminded of missing research",
            "Times with commas between them, such as 8:30am, 9:15am. Leave empty for none.", ""
            => Times settings.day.research_chased_at;
        "day.research_due_at", "Research is due", "", "" => Time settings.day.research_due_at;
        "day.published_at", "The agenda is published", "", "" => Time settings.day.published_at;
        "day.publishing", "How the agenda is published", "", "" => Choice settings.day.publishing;
        "day.room_until", "The room is free until", "Leave empty if it does not matter.", ""
            => MaybeTime settings.day.room_until;
    }
}

fn place() -> Vec<Field> {
    fields! {
        "day.place", "Place", "The room, or how people join. For example, Teams or County Hall, room 4.", ""
            => Line settings.day.place;
        "day.join_link", "Link to join online",
            "The full address, beginning with https://. Leave empty if there is none.", ""
            => Line settings.day.join_link;
    }
}

fn agenda() -> Vec<Field> {
    fields! {
        "order_rule", "Order of cases", "", "" => Choice settings.order_rule;
        "budget.minutes_per_case", "For each case", "", "minutes"
            => Middle settings.budget.minutes_per_case;
        "budget.opening_minutes", "For the opening", "", "minutes"
            => Middle settings.budget.opening_minutes;
        "budget.minutes_per_outstanding_action", "For each outstanding action", "", "minutes"
            => Middle settings.budget.minutes_per_outstanding_action;
        "budget.break_minutes", "For the break between sections", "Enter 0 for no break.", "minutes"
            => Middle settings.budget.break_minutes;
    }
}

fn risk() -> Vec<Field> {
    fields! {
        "threshold", "High risk from this number of yes answers",
            "Of the 24 questions of the checklist. Professional judgement can always refer below it.", ""
            => Small settings.threshold;
        "repeat_rule", "What makes a case a repeat", "", "" => Choice settings.repeat_rule;
    }
}

fn actions() -> Vec<Field> {
    fields! {
        "action.due_at", "Actions are due at", "On their day. For example, 5pm", ""
            => Time settings.action.due_at;
        "action.reminded_at", "Owners are reminded at", "On working days.", ""
            => Time settings.action.reminded_at;
        "action.lead_told_after_days", "An agency’s lead contact is told when an action is overdue by",
            "", "working days" => Large settings.action.lead_told_after_days;
        "action.victim_told_after_days", "The victim is told what came of a hearing within", "",
            "working days" => Large settings.action.victim_told_after_days;
    }
}

fn minutes() -> Vec<Field> {
    fields! {
        "minutes.mail_delay_minutes", "Minutes leave after approval by",
            "Until then, sending can be stopped.", "minutes"
            => Middle settings.minutes.mail_delay_minutes;
        "minutes.actions_mail_delay_minutes", "Owners get their actions after the close by",
            "Unless the minutes have gone by then.", "minutes"
            => Middle settings.minutes.actions_mail_delay_minutes;
        "minutes.correction_working_days", "Corrections are taken for", "", "working days"
            => Large settings.minutes.correction_working_days;
        "minutes.visible_days", "Agencies see a case after the final minutes for",
            "Longer while they have an open action on it.", "days"
            => Large settings.minutes.visible_days;
    }
}

fn words() -> Vec<Field> {
    fields! {
        "words.meeting", "The meeting", "Inside a sentence, such as daily risk meeting or HRDA meeting.", ""
            => Line settings.words.meeting;
        "words.victim", "The person at risk", "Such as victim or victim/survivor.", ""
            => Line settings.words.victim;
        "words.perpetrator", "The person causing harm", "Such as alleged perpetrator.", ""
            => Line settings.words.perpetrator;
        "words.advocate", "The specialist adviser", "Such as IDVA.", ""
            => Line settings.words.advocate;
        "words.sharing_agreement", "Rule at the top of each page",
            "The agreement under which information is shared, in one line.", ""
            => Line settings.words.sharing_agreement;
    }
}

fn contact() -> Vec<Field> {
    fields! {
        "contact.coordinator_phone", "The coordinator’s phone number", "", ""
            => Line settings.contact.coordinator_phone;
        "contact.out_of_hours", "Outside office hours", "Who, and the number, in one line.", ""
            => Line settings.contact.out_of_hours;
        "contact.stand_in", "Stand-in where a decision takes two people",
            "The email address of somebody who signs in here, for a small team without a second person.", ""
            => Line settings.contact.stand_in;
        "contact.local_numbers", "Local services", "Who, and the number; one on each line.", ""
            => Lines settings.contact.local_numbers;
    }
}

fn mails() -> Vec<Field> {
    fields! {
        "mails", "Emails that this area sends",
            "Research, the agenda, minutes and reminders of actions are always sent.", ""
            => Mails settings.mails;
    }
}

fn statement() -> Vec<Field> {
    fields! {
        "words.confidentiality_statement", "What everybody present agrees to before a case is shown",
            "", "" => Text settings.words.confidentiality_statement;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::area::AreaSettings;
    use crate::domain::ids::AreaId;
    use crate::domain::time::Instant;

    fn area() -> Area {
        Area {
            id: AreaId::from_uuid(uuid::Uuid::from_u128(1)),
            name: "Northshire".to_owned(),
            prefix: "NS".to_owned(),
            settings: AreaSettings::default(),
            statement_version: 1,
            version: 1,
            created_at: Instant::UNIX_EPOCH,
        }
    }

    fn every() -> Vec<Field> {
        Section::ALL.iter().flat_map(|it| it.fields()).collect()
    }

    #[test]
    fn every_setting_reads_back_as_it_is_shown() {
        let mut full = area();
        full.settings.day.room_until = crate::domain::time::typed("1pm");
        full.settings.contact.local_numbers = vec!["Refuge: 01632 960001".to_owned(); 2];
        let mut read = full.clone();
        for field in every() {
            let text = field.text(&full);
            field.read(&mut read, &text).unwrap_or_else(|why| panic!("{}: {why}", field.name));
        }
        assert_eq!(read, full);
    }

    #[test]
    fn every_setting_changes_only_itself() {
        let plain = area();
        for field in every() {
            let mut changed = plain.clone();
            let (kind, phrases) = field.kind(&plain);
            let text = match kind {
                Kind::Line if field.name == "day.research_chased_at" => "7am".to_owned(),
                Kind::Line | Kind::Text => "Other words".to_owned(),
                Kind::Number => "3".to_owned(),
                Kind::Time => "6:45am".to_owned(),
                Kind::Choice | Kind::Many => (*phrases.last().unwrap()).to_owned(),
            };
            let text = if field.text(&plain) == text { "4".to_owned() } else { text };
            field.read(&mut changed, &text).unwrap_or_else(|why| panic!("{}: {why}", field.name));
            let others: Vec<_> = every()
                .iter()
                .filter(|it| it.text(&changed) != it.text(&plain))
                .map(|it| it.name)
                .collect();
            assert_eq!(others, [field.name]);
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_with_what_to_type() {
        let mut area = area();
        for (name, typed, says) in [
            ("name", "", "Enter a name"),
            ("day.starts_at", "ten", "Enter a time, such as 9:15am"),
            ("threshold", "fourteen", "Enter a whole number, such as 8"),
            ("threshold", "999", "Enter a smaller number"),
            ("nation", "Wales", "Select one of these"),
            ("day.weekdays", "Monday\nFunday", "Select from these"),
        ] {
            let field = every().into_iter().find(|it| it.name == name).unwrap();
            assert_eq!(field.read(&mut area, typed).unwrap_err(), says, "{name}");
        }
    }

    #[test]
    fn what_is_wrong_with_settings_is_said_beside_a_field_that_people_can_change() {
        let names: BTreeSet<&str> = every().iter().map(|it| it.name).collect();
        let mut broken = AreaSettings::default();
        broken.day.weekdays.clear();
        broken.day.cut_off_at = broken.day.starts_at;
        broken.day.join_link = "nowhere".to_owned();
        broken.threshold = 0;
        broken.budget.minutes_per_case = 0;
        broken.words.meeting.clear();
        for problem in broken.validate() {
            assert!(names.contains(problem.field.as_str()), "{}", problem.field);
        }
    }
}
