//! Shows by runs that anyone can repeat what the service promises. Each test prints its figures;
//! docs/evidence.md says what they mean. `make test` runs a short form of each, `make evidence-day`
//! the whole of it.
mod bad_answer;
mod bad_input;
mod bad_request;
mod bad_value;
mod cookie;
mod figure;
mod header;
mod header_trick;
mod identifier;
mod installation;
mod kill;
mod kill_mail;
mod lost_update;
mod memory;
mod planted;
mod planted_day;
mod planted_word;
mod power;
mod restart;
mod saving;
mod speed;
mod start;
mod volume;
mod wire;
