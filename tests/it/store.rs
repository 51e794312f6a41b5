//! Laws that the database keeps, on both databases.
mod access;
mod audit;
mod door;
mod group;
mod operation;
