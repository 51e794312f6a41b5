//! Laws that the database keeps, on both databases.
mod audit;
mod door;
mod group;
mod operation;
