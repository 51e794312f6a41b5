//! The tables of a database as sorted lines, so that two databases can be held side by side.
//!
//! ```ignore
//! let sqlite = schema::of_sqlite(&mut sqlite_connection);
//! let postgres = schema::of_postgres(&mut postgres_connection);
//! let declared = schema::declared(include_str!("../../src/store/schema.rs"));
//! assert!(schema::differences(&sqlite, &postgres).is_empty());
//! assert!(schema::differences(&declared, &schema::columns(&sqlite)).is_empty());
//! ```
//! A line is a column with its type and whether it may be empty, a primary key, an index, or a
//! foreign key with what a deletion does. Types go by one word for both (`text`, `integer`,
//! `bigint`, `double`, `boolean`, `date`, `timestamp`, `binary`). A foreign key of `SQLite` must
//! name the column it refers to, and a key column must say `NOT NULL`: only then do they match.
use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};

/// What a database holds, a line each.
pub type Schema = BTreeSet<String>;

/// The tables of a `PostgreSQL` database.
pub fn of_postgres(conn: &mut PgConnection) -> Schema {
    let mut lines = Schema::new();
    lines.extend(column_lines(diesel::sql_query(POSTGRES_COLUMNS).load(conn).unwrap()));
    lines.extend(index_lines(diesel::sql_query(POSTGRES_INDEXES).load(conn).unwrap()));
    lines.extend(foreign_lines(diesel::sql_query(POSTGRES_FOREIGN_KEYS).load(conn).unwrap()));
    lines
}

/// The tables of an `SQLite` database, already opened with its key.
pub fn of_sqlite(conn: &mut SqliteConnection) -> Schema {
    let mut lines = Schema::new();
    lines.extend(column_lines(diesel::sql_query(SQLITE_COLUMNS).load(conn).unwrap()));
    lines.extend(index_lines(diesel::sql_query(SQLITE_INDEXES).load(conn).unwrap()));
    lines.extend(foreign_lines(diesel::sql_query(SQLITE_FOREIGN_KEYS).load(conn).unwrap()));
    lines
}

/// The columns and primary keys that diesel's `table!` declarations in this source name.
pub fn declared(source: &str) -> Schema {
    let mut lines = Schema::new();
    let (mut table, mut renamed) = (String::new(), None);
    for line in source.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("#[sql_name = \"") {
            renamed = Some(name.trim_end_matches("\"]").to_owned());
        } else if let Some((name, kind)) = line.split_once(" -> ") {
            let name = renamed.take().unwrap_or_else(|| name.to_owned());
            let kind = kind.trim_end_matches(',');
            let inner = kind.strip_prefix("Nullable<").map(|it| it.trim_end_matches('>'));
            lines.insert(column_line(&table, &name, inner.unwrap_or(kind), inner.is_some()));
        } else if let Some((name, key)) = opening(line) {
            table = renamed.take().unwrap_or_else(|| name.to_owned());
            lines.insert(format!("{table}: key ({key})"));
        }
    }
    lines
}

/// Only the columns and the primary keys.
pub fn columns(schema: &Schema) -> Schema {
    let kept = |it: &&String| !it.contains(": index (") && !it.contains(": refers ");
    schema.iter().filter(kept).cloned().collect()
}

/// What one has and the other lacks.
pub fn differences(first: &Schema, second: &Schema) -> Vec<String> {
    let only_first = first.difference(second).map(|it| format!("only in the first: {it}"));
    let only_second = second.difference(first).map(|it| format!("only in the second: {it}"));
    only_first.chain(only_second).collect()
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

/// One column of one index, in the order of the index.
#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    within: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// One column of one foreign key, in the order of the key.
#[derive(QueryableByName)]
struct ForeignKey {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Text)]
    target_name: String,
    #[diesel(sql_type = Text)]
    on_delete: String,
}

fn column_lines(rows: Vec<Column>) -> Vec<String> {
    let line = |it: Column| column_line(&it.table_name, &it.name, &it.kind, it.nullable);
    rows.into_iter().map(line).collect()
}

fn column_line(table: &str, name: &str, kind: &str, nullable: bool) -> String {
    let kind = kind.to_lowercase();
    let kind = match kind.as_str() {
        "varchar" | "character varying" => "text",
        "int" | "int4" => "integer",
        "int8" => "bigint",
        "double precision" | "float8" => "double",
        "bool" => "boolean",
        "timestamp without time zone" => "timestamp",
        "blob" | "bytea" => "binary",
        other => other,
    };
    let empty = if nullable { "may be empty" } else { "never empty" };
    format!("{table}: column {name} {kind}, {empty}")
}

fn index_lines(rows: Vec<Index>) -> Vec<String> {
    let mut indexes: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for row in rows {
        indexes.entry((row.table_name, row.within, row.kind)).or_default().push(row.name);
    }
    let line = |((table, _, kind), names): ((String, String, String), Vec<String>)| {
        let names = names.join(", ");
        if kind == "key" {
            format!("{table}: key ({names})")
        } else {
            format!("{table}: index ({names}) {kind}")
        }
    };
    indexes.into_iter().map(line).collect()
}

fn foreign_lines(rows: Vec<ForeignKey>) -> Vec<String> {
    let mut keys: BTreeMap<_, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for row in rows {
        let key = (row.table_name, row.number, row.target, row.on_delete.to_lowercase());
        let (from, to) = keys.entry(key).or_default();
        from.push(row.name);
        to.push(row.target_name);
    }
    let line = |((table, _, target, on_delete), (from, to)): (_, (Vec<String>, Vec<String>))| {
        let (from, to) = (from.join(", "), to.join(", "));
        let (table, target, on_delete): (String, String, String) = (table, target, on_delete);
        format!("{table}: refers ({from}) to {target} ({to}), on delete {on_delete}")
    };
    keys.into_iter().map(line).collect()
}

/// The name and key of a line such as `case_file (id) {`.
fn opening(line: &str) -> Option<(&str, &str)> {
    let (name, key) = line.strip_suffix(") {")?.split_once('(')?;
    let name = name.trim();
    (!name.is_empty() && !name.contains(['!', ' '])).then_some((name, key))
}

const POSTGRES_COLUMNS: &str = "
    SELECT c.relname::text AS table_name, a.attname::text AS name,
           format_type(a.atttypid, NULL) AS kind, NOT a.attnotnull AS nullable
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE E'\\\\_\\\\_diesel%'";

const POSTGRES_INDEXES: &str = "
    SELECT t.relname::text AS table_name, c.relname::text AS within,
           CASE WHEN i.indisprimary THEN 'key' ELSE
                CASE WHEN i.indisunique THEN 'unique' ELSE 'plain' END
                || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END END AS kind,
           coalesce(a.attname::text, 'an expression') AS name
    FROM pg_index i
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_class c ON c.oid = i.indexrelid
    CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum AND k.attnum > 0
    WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE E'\\\\_\\\\_diesel%'
    ORDER BY t.relname, c.relname, k.place";

const POSTGRES_FOREIGN_KEYS: &str = "
    SELECT t.relname::text AS table_name, k.oid::int4 AS number, a.attname::text AS name,
           f.relname::text AS target, b.attname::text AS target_name,
           CASE k.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict'
                WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END AS on_delete
    FROM pg_constraint k
    JOIN pg_class t ON t.oid = k.conrelid
    JOIN pg_class f ON f.oid = k.confrelid
    CROSS JOIN unnest(k.conkey, k.confkey) WITH ORDINALITY AS p (here, there, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.here
    JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = p.there
    WHERE k.contype = 'f' AND t.relnamespace = 'public'::regnamespace
    ORDER BY k.oid, p.place";

const SQLITE_COLUMNS: &str = "
    SELECT t.name AS table_name, p.name AS name, p.type AS kind,
           p.\"notnull\" = 0 AND NOT (p.pk = 1 AND lower(p.type) = 'integer') AS nullable
    FROM sqlite_schema t JOIN pragma_table_info(t.name) p
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND t.name NOT LIKE '\\_\\_diesel%' ESCAPE '\\'";

const SQLITE_INDEXES: &str = "
    SELECT * FROM (
        SELECT t.name AS table_name, i.name AS within,
               CASE WHEN i.\"unique\" THEN 'unique' ELSE 'plain' END
               || CASE WHEN i.partial THEN ' partial' ELSE '' END AS kind,
               coalesce(c.name, 'an expression') AS name, c.seqno AS place
        FROM sqlite_schema t
        JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
        WHERE t.type = 'table' AND i.origin <> 'pk'
        UNION ALL
        SELECT t.name, 'key', 'key', p.name, p.pk
        FROM sqlite_schema t JOIN pragma_table_info(t.name) p
        WHERE t.type = 'table' AND p.pk > 0
    )
    WHERE table_name NOT LIKE '\\_\\_diesel%' ESCAPE '\\'
    ORDER BY table_name, within, place";

const SQLITE_FOREIGN_KEYS: &str = "
    SELECT t.name AS table_name, f.id AS number, f.\"from\" AS name, f.\"table\" AS target,
           coalesce(f.\"to\", '') AS target_name, f.on_delete AS on_delete
    FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
    WHERE t.type = 'table'
    ORDER BY t.name, f.id, f.seq";
