//! What forgers do, each time somewhere else.
use std::collections::BTreeSet;

use marac::platform::random::Random;

use super::record::{COLUMNS, Record, put_back};

/// One forgery.
pub struct Forgery {
    /// In words.
    pub what: String,
    /// What is done to the database.
    pub orders: String,
    /// The chain and entry that must be named; none where none can be.
    pub entry: Option<(String, i64)>,
}

/// Somebody who forges, in each way in turn.
pub struct Forger<'a> {
    record: &'a Record,
    random: Random,
    ways: BTreeSet<&'static str>,
}

type Way<'a> = fn(&mut Forger<'a>) -> (&'static str, String, Option<i64>);

impl<'a> Forger<'a> {
    /// Somebody who forges a record.
    pub fn new(record: &'a Record) -> Self {
        Self { record, random: Random::seeded(4), ways: BTreeSet::new() }
    }

    /// How many different things were done.
    pub fn ways(&self) -> usize {
        self.ways.len()
    }

    /// What is done in turn, the plainest most often.
    const fn each() -> [Way<'a>; 24] {
        [
            Self::edit,
            Self::delete_first,
            Self::edit,
            Self::delete_middle,
            Self::edit,
            Self::delete_last,
            Self::edit,
            Self::insert,
            Self::swap,
            Self::edit,
            Self::duplicate,
            Self::truncate,
            Self::edit,
            Self::rechain_an_edit,
            Self::rechain_without_one,
            Self::rechain_a_truncation,
            Self::put_an_old_one_back,
            Self::edit,
            Self::remove_a_chain,
            Self::rename_a_chain,
            Self::hide_a_look,
            Self::invent_a_look,
            Self::move_a_look,
            Self::change_a_kind,
        ]
    }

    /// The next forgery.
    pub fn forge(&mut self, number: usize) -> Forgery {
        let (way, orders, entry) = Self::each()[number % Self::each().len()](self);
        self.ways.insert(way);
        let entry = entry.map(|it| (self.chain(), it));
        Forgery { what: format!("{number}: {way}: {}", shortened(&orders)), orders, entry }
    }

    fn chain(&self) -> String {
        self.record.county.area.to_string()
    }

    fn below(&self, most: i64) -> i64 {
        (i64::from_be_bytes(self.random.bytes()) & i64::MAX) % most
    }

    /// Some entry of the area's chain, from the first to the last.
    fn some(&self) -> i64 {
        1 + self.below(self.record.entries)
    }

    /// Some entry that is neither the first nor the last.
    fn inner(&self) -> i64 {
        2 + self.below(self.record.entries - 2)
    }

    fn at(&self, sequence: i64) -> String {
        format!("chain = '{}' AND sequence = {sequence}", self.chain())
    }

    /// One column of one entry is changed.
    fn edit(&mut self) -> (&'static str, String, Option<i64>) {
        const EDITED: &[(&str, &str)] = &[
            ("id", "'{new}'"),
            ("area_id", "NULL"),
            ("account_id", "NULL"),
            ("account_id", "'{new}'"),
            ("membership_id", "'{new}'"),
            ("agency_id", "'{new}'"),
            ("roles", "'chair coordinator'"),
            ("reason", "'breach'"),
            ("deed", "'sign_in'"),
            ("deed", "'nothing'"),
            ("name", "'agenda'"),
            ("cases", "'[\"{new}\"]'"),
            ("cases", "cases || ' '"),
            ("subject", "subject || '1'"),
            ("request", "''"),
            ("request", "'{new}'"),
            ("at", "'2026-02-11 09:00:00'"),
            ("previous", "hash"),
            ("hash", "previous"),
            ("hash", "''"),
        ];
        loop {
            let (column, value) = EDITED[usize::try_from(self.below(20)).unwrap() % EDITED.len()];
            let sequence = self.some();
            let before = self.record.value(column, sequence);
            let is_same =
                value.trim_matches('\'') == before || value == "NULL" && before.is_empty();
            if !is_same {
                let value = value.replace("{new}", &self.random.uuid().to_string());
                let place = self.at(sequence);
                let orders = format!("UPDATE entries SET {column} = {value} WHERE {place};");
                return (column, orders, Some(sequence));
            }
        }
    }

    fn delete(&self, sequence: i64) -> String {
        format!("DELETE FROM entries WHERE {};", self.at(sequence))
    }

    fn delete_first(&mut self) -> (&'static str, String, Option<i64>) {
        ("the first removed", self.delete(1), Some(2))
    }

    fn delete_middle(&mut self) -> (&'static str, String, Option<i64>) {
        let sequence = self.inner();
        ("one removed", self.delete(sequence), Some(sequence + 1))
    }

    fn delete_last(&mut self) -> (&'static str, String, Option<i64>) {
        let last = self.record.entries;
        ("the last removed", self.delete(last), Some(last))
    }

    /// Moves all entries from one on by some places, by way of numbers that nobody has.
    fn shift(&self, from: i64, by: i64) -> String {
        let chain = self.chain();
        format!(
            "UPDATE entries SET sequence = -sequence WHERE chain = '{chain}' AND sequence >= {from}; \
             UPDATE entries SET sequence = {by} - sequence WHERE chain = '{chain}' AND sequence < 0;"
        )
    }

    fn copied(&self, from: i64, to: i64) -> String {
        let all = format!("sequence, chain, previous, hash, {}", COLUMNS.join(", "));
        let values = all.replacen("sequence", &to.to_string(), 1);
        let place = self.at(from);
        format!("INSERT INTO entries ({all}) SELECT {values} FROM kept_entries WHERE {place};")
    }

    fn insert(&mut self) -> (&'static str, String, Option<i64>) {
        let (sequence, from) = (self.inner(), self.some());
        let orders = format!("{} {}", self.shift(sequence, 1), self.copied(from, sequence));
        // A copy of the entry that was there stands well in its place; the next one does not.
        let found = if from == sequence { sequence + 1 } else { sequence };
        ("one put in", orders, Some(found))
    }

    fn swap(&mut self) -> (&'static str, String, Option<i64>) {
        let first = 1 + self.below(self.record.entries - 1);
        let second = first + 1 + self.below(self.record.entries - first);
        let set = |to: i64, from: i64| {
            format!("UPDATE entries SET sequence = {to} WHERE {};", self.at(from))
        };
        let orders = [set(-1, first), set(first, second), set(second, -1)].concat();
        ("two exchanged", orders, Some(first))
    }

    fn duplicate(&mut self) -> (&'static str, String, Option<i64>) {
        let (from, to) = (self.some(), self.record.entries + 1);
        ("one repeated at the end", self.copied(from, to), Some(to))
    }

    fn truncate(&mut self) -> (&'static str, String, Option<i64>) {
        let kept = self.some() - 1;
        let orders =
            format!("DELETE FROM entries WHERE chain = '{}' AND sequence > {kept};", self.chain());
        ("cut off", orders, Some(kept + 1))
    }

    /// The rows from one on as they are.
    fn rows(&self, from: i64) -> Vec<Vec<String>> {
        let row = |sequence| COLUMNS.iter().map(|it| self.record.value(it, sequence)).collect();
        (from..=self.record.entries).map(row).collect()
    }

    /// The first checkpoint of the chain at an entry or after it.
    fn known_from(&self, sequence: i64) -> Option<i64> {
        let chain = self.chain();
        let of_chain = self.record.checkpoints.iter().filter(|it| it.chain == chain);
        of_chain.map(|it| it.sequence).filter(|it| *it >= sequence).min()
    }

    fn rechain_an_edit(&mut self) -> (&'static str, String, Option<i64>) {
        let sequence = self.some();
        let mut rows = self.rows(sequence);
        let (account, other) = (rows[0][2].clone(), self.random.uuid().to_string());
        rows[0][2].clone_from(&other);
        let place = self.at(sequence);
        assert_ne!(account, other);
        let edit = format!("UPDATE entries SET account_id = '{other}' WHERE {place};");
        let orders = format!("{edit} {}", self.record.rechain(&rows, sequence));
        ("one changed with the key", orders, self.known_from(sequence))
    }

    fn rechain_without_one(&mut self) -> (&'static str, String, Option<i64>) {
        let sequence = self.inner();
        let rows = self.rows(sequence + 1);
        let unlisted = format!(
            "DELETE FROM entry_cases WHERE area_id = '{chain}' AND sequence = {sequence}; \
             UPDATE entry_cases SET sequence = 1 - sequence \
             WHERE area_id = '{chain}' AND sequence > {sequence}; \
             UPDATE entry_cases SET sequence = -sequence \
             WHERE area_id = '{chain}' AND sequence < 0;",
            chain = self.chain()
        );
        let orders = format!(
            "{} {} {unlisted} {}",
            self.delete(sequence),
            self.shift(sequence + 1, -1),
            self.record.rechain(&rows, sequence)
        );
        ("one removed with the key", orders, self.known_from(sequence))
    }

    /// The end is replaced by as many entries of the forger's own.
    fn rechain_a_truncation(&mut self) -> (&'static str, String, Option<i64>) {
        let from = self.inner();
        let mut rows = self.rows(from);
        let mut orders = Vec::new();
        for (sequence, row) in (from..).zip(&mut rows) {
            row[0] = self.random.uuid().to_string();
            let place = self.at(sequence);
            orders.push(format!("UPDATE entries SET id = '{}' WHERE {place};", row[0]));
        }
        orders.push(self.record.rechain(&rows, from));
        ("the end written anew with the key", orders.concat(), self.known_from(from))
    }

    fn put_an_old_one_back(&mut self) -> (&'static str, String, Option<i64>) {
        ("an old one put back", put_back("old"), Some(self.record.old + 1))
    }

    fn remove_a_chain(&mut self) -> (&'static str, String, Option<i64>) {
        let orders = format!(
            "DELETE FROM entries WHERE chain = '{chain}'; \
             DELETE FROM entry_cases WHERE area_id = '{chain}';",
            chain = self.chain()
        );
        ("a chain removed", orders, Some(1))
    }

    fn rename_a_chain(&mut self) -> (&'static str, String, Option<i64>) {
        let (chain, other) = (self.chain(), self.random.uuid());
        let orders = format!("UPDATE entries SET chain = '{other}' WHERE chain = '{chain}';");
        ("a chain renamed", orders, None)
    }

    /// An entry that is about a case.
    fn about_a_case(&self) -> i64 {
        loop {
            let sequence = self.some();
            if self.record.value("cases", sequence) != "[]" {
                return sequence;
            }
        }
    }

    fn listed(&self, sequence: i64) -> String {
        format!("area_id = '{}' AND sequence = {sequence}", self.chain())
    }

    fn hide_a_look(&mut self) -> (&'static str, String, Option<i64>) {
        let sequence = self.about_a_case();
        let orders = format!("DELETE FROM entry_cases WHERE {};", self.listed(sequence));
        ("a look hidden from its case", orders, Some(sequence))
    }

    fn invent_a_look(&mut self) -> (&'static str, String, Option<i64>) {
        let (sequence, case) = (self.about_a_case(), self.random.uuid());
        let orders = format!(
            "INSERT INTO entry_cases (area_id, case_id, at, sequence) \
             SELECT area_id, '{case}', at, sequence FROM entry_cases WHERE {} LIMIT 1;",
            self.listed(sequence)
        );
        ("a look put to another case", orders, Some(sequence))
    }

    fn move_a_look(&mut self) -> (&'static str, String, Option<i64>) {
        let sequence = self.about_a_case();
        let orders = format!(
            "UPDATE entry_cases SET at = '2026-01-01 00:00:00' WHERE {};",
            self.listed(sequence)
        );
        ("a look moved in its case's list", orders, Some(sequence))
    }

    /// The same letters as another kind of value: nobody who looks for them finds them.
    fn change_a_kind(&mut self) -> (&'static str, String, Option<i64>) {
        let sequence = self.about_a_case();
        if self.record.store().name() != "sqlite" {
            let orders =
                format!("UPDATE entries SET name = upper(name) WHERE {};", self.at(sequence));
            return ("other letters", orders, Some(sequence));
        }
        let orders =
            format!("UPDATE entries SET name = CAST(name AS BLOB) WHERE {};", self.at(sequence));
        ("the same letters as bytes", orders, Some(sequence))
    }
}

/// Enough of the orders to do it again by hand.
fn shortened(orders: &str) -> String {
    orders.chars().take(160).collect()
}
