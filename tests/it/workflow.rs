//! Steps over a real store, on both databases.
mod agenda;
mod attendance;
mod case;
mod hearing;
mod meeting;
mod post;
<<<<<<< HEAD
mod research;
mod schedule;
=======
mod referral;
mod support;
mod triage;
>>>>>>> c50a7d5 (tests: Refer, triage, join, find and support on both databases)
