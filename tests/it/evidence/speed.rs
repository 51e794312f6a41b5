//! How fast the service is and stays: beside what the machine can do, beside a short past, beside
//! fewer cases. Every bound is a ratio within one run; nothing is asserted of a debug build.
mod areas;
mod day;
mod gauge;
mod history;
mod letters;
mod morning;
mod place;
mod saves;
mod sign_ins;
mod size;
mod statements;
mod wire;

use super::figure;

/// Whether ratios are held against their bounds: in whole runs of the program as it is delivered.
fn is_judged() -> bool {
    figure::is_whole() && !cfg!(debug_assertions)
}
