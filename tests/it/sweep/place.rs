//! What the county's things are called in addresses: names in braces, and what stands for them.
use std::collections::BTreeMap;

/// Names of meetings.
const SLUGS: &[&str] =
    &["final", "stopped", "drafted", "corrected", "leaving", "live", "extra", "coming"];

/// Names, and what to put in their place.
#[derive(Default)]
pub struct Places(BTreeMap<&'static str, String>);

impl Places {
    /// Gives a thing a name.
    pub fn name(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.insert(name, value.into());
    }

    /// An example with the names in braces replaced.
    pub fn path(&self, example: &str) -> String {
        Self::replace(example, |name| self.0.get(name).cloned()).expect(example)
    }

    /// The same with things of the other area; none when it has nothing of the kind, or the example
    /// names nothing.
    pub fn elsewhere(&self, example: &str) -> Option<String> {
        let other = |name: &str| {
            let kind = name.rsplit('_').next().unwrap_or(name);
            let name = match kind {
                "waiting" | "asked" => "other_referral",
                "agreed" | "action" => "other_action",
                _ if SLUGS.contains(&name) => "other",
                _ => &*format!("other_{kind}"),
            };
            self.0.get(name).cloned()
        };
        example.contains('{').then(|| Self::replace(example, other))?
    }

    /// The same with things that are nowhere; none when the example names nothing.
    pub fn nowhere(&self, example: &str) -> Option<String> {
        let has_ids = Self::parts(example).any(|it| !SLUGS.contains(&it));
        let random = |name: &str| match name {
            "domain" | "asked_domain" | "section" => Some("nowhere.example".to_owned()),
            _ if SLUGS.contains(&name) && has_ids => self.0.get(name).cloned(),
            _ if SLUGS.contains(&name) => Some("2031-01-01".to_owned()),
            _ => Some(uuid::Uuid::new_v4().to_string()),
        };
        example.contains('{').then(|| Self::replace(example, random))?
    }

    fn parts(example: &str) -> impl Iterator<Item = &str> {
        example.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0))
    }

    fn replace(example: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut text = example.to_owned();
        for name in Self::parts(example).filter(|it| *it != "own") {
            text = text.replace(&format!("{{{name}}}"), &value(name)?);
        }
        Some(text)
    }

    /// An example with every thing of its kinds, of both areas; a case with its own meeting.
    pub fn paths(&self, example: &str) -> Vec<String> {
        let mut names = Self::parts(example);
        let (Some(first), second) = (names.next(), names.next()) else {
            return vec![example.to_owned()];
        };
        let meeting = |of: &str| match of.split('_').next() {
            Some("heard" | "next") => "live".to_owned(),
            own => own.unwrap_or_default().to_owned(),
        };
        let mut paths = Vec::new();
        for (name, value) in self.0.iter().filter(|it| kind(it.0) == kind(second.unwrap_or(first)))
        {
            let path = example.replace(&format!("{{{}}}", second.unwrap_or(first)), value);
            if kind(first) == "case" && second.is_some() {
                paths.push(path.replace(&format!("{{{first}}}"), &self.0[first]));
                continue;
            }
            match self.0.get(meeting(name).as_str()) {
                Some(slug) => paths.push(path.replace(&format!("{{{first}}}"), slug)),
                None if !path.contains('{') => paths.push(path),
                None => {}
            }
        }
        paths
    }
}

/// What kind of thing a name is of.
fn kind(name: &str) -> &str {
    match name.rsplit('_').next().unwrap_or(name) {
        "waiting" | "asked" => "referral",
        "agreed" => "action",
        _ if SLUGS.contains(&name) || name == "other" => "meeting",
        last => last,
    }
}
