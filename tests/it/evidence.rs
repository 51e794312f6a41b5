//! Shows by runs that anyone can repeat what the service promises. Each test prints its figures;
//! docs/evidence.md says what they mean. `make test` runs a short form of each, `make evidence-day`
//! the whole of it.
mod figure;
mod installation;
mod kill;
mod kill_mail;
mod lost_update;
mod power;
mod restart;
mod saving;
mod speed;
mod start;
mod volume;
