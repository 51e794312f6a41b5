//! How a domain record becomes a row and a row a record: written once for every table.

/// Declares the row of a table and its likeness to a domain record with fields of the same names.
///
/// `plain` fields are stored as they are, `at` fields are instants, `maybe_at` instants that may be
/// missing, `json` structures kept as text.
macro_rules! record {
    (
        $table:ident => $record:path {
            plain { $($plain:ident: $plain_type:ty,)* }
            $(at { $($at:ident,)* })?
            $(maybe_at { $($maybe:ident,)* })?
            $(json { $($json:ident: $json_type:ty,)* })?
        }
    ) => {
        #[derive(
            diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset,
        )]
        #[diesel(table_name = $crate::store::schema::$table, treat_none_as_null = true)]
        pub(in crate::store) struct Row {
            $($plain: $plain_type,)*
            $($($at: chrono::NaiveDateTime,)*)?
            $($($maybe: Option<chrono::NaiveDateTime>,)*)?
            $($($json: $crate::store::columns::Json<$json_type>,)*)?
        }

        impl From<Row> for $record {
            fn from(row: Row) -> Self {
                Self {
                    $($plain: row.$plain,)*
                    $($($at: row.$at.and_utc(),)*)?
                    $($($maybe: row.$maybe.map(|it| it.and_utc()),)*)?
                    $($($json: row.$json.into_value(),)*)?
                }
            }
        }

        impl From<&$record> for Row {
            fn from(record: &$record) -> Self {
                Self {
                    $($plain: record.$plain.clone(),)*
                    $($($at: record.$at.naive_utc(),)*)?
                    $($($maybe: record.$maybe.map(|it| it.naive_utc()),)*)?
                    $($($json: $crate::store::columns::Json::of(&record.$json),)*)?
                }
            }
        }
    };
}
pub(in crate::store) use record;

/// Declares how records of a table are added and found by their key.
macro_rules! keyed {
    ($table:ident, $record:path, $($key:ident: $type:ty),+) => {
        /// Adds one.
        ///
        /// # Errors
        /// [`StoreError::Taken`](crate::store::StoreError::Taken) when it is there already.
        pub fn insert(
            tx: &mut $crate::store::Tx<'_>,
            record: &$record,
        ) -> Result<(), $crate::store::StoreError> {
            diesel::insert_into($crate::store::schema::$table::table)
                .values(Row::from(record))
                .execute(tx.connection())?;
            Ok(())
        }

        /// Finds one.
        ///
        /// # Errors
        /// [`StoreError::NotFound`](crate::store::StoreError::NotFound) when there is none.
        pub fn find<Mode>(
            session: &mut $crate::store::Session<'_, Mode>,
            $($key: $type),+
        ) -> Result<$record, $crate::store::StoreError> {
            let row = $crate::store::schema::$table::table
                .find(($($key),+))
                .select(Row::as_select())
                .first(session.connection())?;
            Ok(row.into())
        }
    };
}
pub(in crate::store) use keyed;

/// Declares how a record that counts its changes is saved: only over the version it was read at.
macro_rules! versioned {
    ($table:ident, $record:path, $version:ident, $($key:ident),+) => {
        /// Saves one that was changed, and counts the change.
        ///
        /// # Errors
        /// [`StoreError::Changed`](crate::store::StoreError::Changed) when it was changed by
        /// somebody else since it was read.
        pub fn update(
            tx: &mut $crate::store::Tx<'_>,
            record: &mut $record,
        ) -> Result<(), $crate::store::StoreError> {
            use $crate::store::schema::$table::{self, dsl};
            let mut row = Row::from(&*record);
            row.$version += 1;
            let saved = diesel::update(
                $table::table
                    .find(($(record.$key),+))
                    .filter(dsl::$version.eq(record.$version)),
            )
            .set(row)
            .execute(tx.connection())?;
            if saved == 0 {
                return Err($crate::store::StoreError::Changed);
            }
            record.$version += 1;
            Ok(())
        }
    };
}
pub(in crate::store) use versioned;

/// Declares how something is noted on a record that counts its changes, when no form shows it and
/// so no form that is being filled in may become stale by it.
macro_rules! noted {
    ($table:ident, $record:path, $version:ident, $($key:ident),+) => {
        /// Saves what no form shows, and counts no change.
        ///
        /// # Errors
        /// [`StoreError::Changed`](crate::store::StoreError::Changed) when it was changed by
        /// somebody else since it was read.
        pub fn note(
            tx: &mut $crate::store::Tx<'_>,
            record: &$record,
        ) -> Result<(), $crate::store::StoreError> {
            use $crate::store::schema::$table::{self, dsl};
            let saved = diesel::update(
                $table::table
                    .find(($(record.$key),+))
                    .filter(dsl::$version.eq(record.$version)),
            )
            .set(Row::from(record))
            .execute(tx.connection())?;
            if saved == 0 { Err($crate::store::StoreError::Changed) } else { Ok(()) }
        }
    };
}
pub(in crate::store) use noted;
