//! The database: the only layer that knows diesel.
