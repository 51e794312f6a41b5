//! Reading a form: each method gives the value, or puts an error beside the field and gives none.
//!
//! `what` names the field in an error as it would stand after "Enter": "your email address", "the
//! date of birth". A caller reads every field, so that all errors show at once, and then asks
//! [`Form::failed`].
use super::Form;
use crate::domain::time::Day;

impl Form {
    /// A line or a text that must be there, of at most `longest` characters.
    pub fn required(&mut self, field: &str, what: &str, longest: usize) -> Option<String> {
        let blank = self.value(field).is_empty();
        if blank {
            self.refuse(field, format!("Enter {what}"));
        }
        self.optional(field, what, longest)
    }

    /// A line or a text that may be left out, of at most `longest` characters.
    pub fn optional(&mut self, field: &str, what: &str, longest: usize) -> Option<String> {
        let text = self.value(field).to_owned();
        if text.is_empty() {
            return None;
        }
        if text.chars().any(|it| it.is_control() && it != '\n' && it != '\t') {
            let message = format!("Type {what} again, without hidden characters");
            self.refuse(field, message);
            return None;
        }
        if text.chars().count() > longest {
            let message = format!("Shorten {what} to {longest} characters or fewer");
            self.refuse(field, message);
            return None;
        }
        Some(text)
    }

    /// A value that is understood by `reader`, which is given the text that was typed.
    pub fn parsed<T>(
        &mut self,
        field: &str,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = reader(self.value(field));
        if value.is_none() {
            self.refuse(field, format!("Enter {what}"));
        }
        value
    }

    /// One of the values on offer: which of radio buttons, or of a list.
    pub fn choice<T>(
        &mut self,
        field: &str,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = reader(self.value(field));
        if value.is_none() {
            self.refuse(field, format!("Select {what}"));
        }
        value
    }

    /// The same where nothing need be chosen.
    pub fn optional_choice<T>(
        &mut self,
        field: &str,
        what: &str,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if self.value(field).is_empty() { None } else { self.choice(field, what, reader) }
    }

    /// Those ticked, in the order posted. None ticked is an empty list. A value that was not on
    /// offer is an error.
    pub fn many<T>(
        &mut self,
        field: &str,
        what: &str,
        reader: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let read: Option<Vec<T>> = self.values(field).map(reader).collect();
        if read.is_none() {
            self.refuse(field, format!("Select {what}"));
        }
        read
    }

    /// Whether a single box is ticked.
    pub fn ticked(&self, field: &str) -> bool {
        !self.value(field).is_empty()
    }

    /// A password, of any characters; blanks at either end do not count.
    pub fn secret(&mut self, field: &str, what: &str) -> Option<String> {
        let text = self.value(field).to_owned();
        if text.is_empty() {
            self.refuse(field, format!("Enter {what}"));
            return None;
        }
        Some(text)
    }

    /// A day that must be there: from one ISO date, or from three boxes named after the field
    /// with `-day`, `-month` and `-year`.
    pub fn day(&mut self, field: &str, what: &str) -> Option<Day> {
        if self.no_day(field) {
            self.refuse_at(field, &format!("{field}-day"), format!("Enter {what}"));
            return None;
        }
        self.optional_day(field, what)
    }

    /// A day that may be left out.
    pub fn optional_day(&mut self, field: &str, what: &str) -> Option<Day> {
        if self.no_day(field) {
            return None;
        }
        // A page has one box or three: the summary leads to what is there.
        let (day, target) = if self.value(field).is_empty() {
            (self.day_of_boxes(field, what), format!("{field}-day"))
        } else {
            (self.value(field).parse::<Day>().ok(), field.to_owned())
        };
        let day = day.filter(|it| (1000..=9999).contains(&chrono::Datelike::year(it)));
        if day.is_none() && self.error(field).is_none() {
            let message = format!("Enter {what} as a real date, such as 27 3 2026");
            self.refuse_at(field, &target, message);
        }
        day
    }

    fn no_day(&self, field: &str) -> bool {
        let boxes = ["day", "month", "year"];
        self.value(field).is_empty()
            && boxes.iter().all(|it| self.value(&format!("{field}-{it}")).is_empty())
    }

    /// The day of three boxes, with an error at each box that is blank.
    fn day_of_boxes(&mut self, field: &str, what: &str) -> Option<Day> {
        let value = |it: &str| self.value(&format!("{field}-{it}")).to_owned();
        let (day, month, year) = (value("day"), value("month"), value("year"));
        for (part, typed) in [("day", &day), ("month", &month), ("year", &year)] {
            if typed.is_empty() {
                let target = format!("{field}-{part}");
                self.refuse_at(field, &target, format!("Enter the {part} of {what}"));
            }
        }
        let month = month.parse().ok().or_else(|| month_named(&month))?;
        Day::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
    }
}

/// The number of a month from its name or the first three letters of it.
fn month_named(text: &str) -> Option<u32> {
    text.parse::<chrono::Month>().ok().map(|it| it.number_from_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_required_text_is_asked_for_beside_its_field() {
        let mut form = Form::new([("name", "  \r\n ")]);
        assert_eq!(form.required("name", "the victim’s name", 10), None);
        assert_eq!(form.error("name"), Some("Enter the victim’s name"));
    }

    #[test]
    fn a_text_is_measured_in_characters() {
        let mut form = Form::new([("name", "żółć")]);
        assert_eq!(form.optional("name", "the name", 4).as_deref(), Some("żółć"));
        assert_eq!(form.optional("name", "the name", 3), None);
        assert_eq!(form.error("name"), Some("Shorten the name to 3 characters or fewer"));
    }

    #[test]
    fn hidden_characters_are_refused_but_lines_and_tabs_are_kept() {
        let mut form = Form::new([("a", "x\u{0}y"), ("b", "x\u{1b}y"), ("c", "x\r\n\ty")]);
        assert_eq!(form.required("a", "a", 9), None);
        assert_eq!(form.required("b", "b", 9), None);
        assert_eq!(form.required("c", "c", 9).as_deref(), Some("x\n\ty"));
        assert_eq!(form.error("a"), Some("Type a again, without hidden characters"));
    }

    #[test]
    fn a_choice_is_one_of_those_on_offer() {
        let mut form = Form::new([("risk", "high"), ("due", "never")]);
        let reader = |it: &str| (it == "high").then_some(1);
        assert_eq!(form.choice("risk", "the risk", reader), Some(1));
        assert_eq!(form.choice("due", "when it is due", reader), None);
        assert_eq!(form.error("due"), Some("Select when it is due"));
    }

    #[test]
    fn many_reads_all_or_refuses() {
        let mut form = Form::new([("agency", "a"), ("agency", "b"), ("other", "z")]);
        let reader = |it: &str| ["a", "b"].contains(&it).then(|| it.to_owned());
        assert_eq!(form.many("agency", "agencies", reader), Some(vec!["a".into(), "b".into()]));
        assert_eq!(form.many("none", "agencies", reader), Some(vec![]));
        assert_eq!(form.many("other", "agencies", reader), None);
    }

    #[test]
    fn a_day_is_read_from_three_boxes_or_from_one() {
        for (typed, read) in [
            (vec![("d", "2026-02-12")], Some(day("2026-02-12"))),
            (vec![("d-day", "12"), ("d-month", "2"), ("d-year", "2026")], Some(day("2026-02-12"))),
            (
                vec![("d-day", "01"), ("d-month", "Feb"), ("d-year", "1996")],
                Some(day("1996-02-01")),
            ),
            (
                vec![("d-day", "1"), ("d-month", "september"), ("d-year", "1996")],
                Some(day("1996-09-01")),
            ),
            (vec![("d-day", "30"), ("d-month", "2"), ("d-year", "2026")], None),
            (vec![("d-day", "12"), ("d-month", "2"), ("d-year", "26")], None),
            (vec![("d", "tomorrow")], None),
        ] {
            let mut form = Form::new(typed.clone());
            assert_eq!(form.day("d", "the date"), read, "{typed:?}");
            assert_eq!(form.failed(), read.is_none(), "{typed:?}");
        }
    }

    #[test]
    fn a_day_with_a_blank_box_asks_for_that_box() {
        let mut form = Form::new([("born-day", "12"), ("born-month", ""), ("born-year", "1996")]);
        assert_eq!(form.day("born", "the date of birth"), None);
        assert_eq!(form.error("born"), Some("Enter the month of the date of birth"));
        let shown = serde_json::to_value(&form).unwrap();
        assert_eq!(
            shown["summary"],
            serde_json::json!([
                {"field": "born", "target": "born-month", "message": "Enter the month of the date of birth"}
            ])
        );
    }

    #[test]
    fn a_day_of_one_box_is_asked_for_at_that_box() {
        let mut form = Form::new([("due_on", "2026-02-31")]);
        assert_eq!(form.optional_day("due_on", "the due date"), None);
        let shown = serde_json::to_value(&form).unwrap();
        assert_eq!(shown["summary"][0]["target"], "due_on");
        assert_eq!(shown["summary"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn a_day_left_out_is_asked_for_only_where_it_must_be_there() {
        let mut form = Form::empty();
        assert_eq!(form.optional_day("born", "the date of birth"), None);
        assert!(!form.failed());
        assert_eq!(form.day("born", "the date of birth"), None);
        assert_eq!(form.error("born"), Some("Enter the date of birth"));
    }
}
