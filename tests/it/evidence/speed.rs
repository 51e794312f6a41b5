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

/// The bounds that figures are held against, in whole runs of the program as it is delivered. They
/// are judged together at the end, so that one run shows every figure.
#[derive(Default)]
struct Bounds(Vec<String>);

impl Bounds {
    /// No more than that.
    fn at_most(&mut self, most: f64, what: &str, value: f64) {
        if value > most {
            self.0.push(format!("{what} is {value}, more than {most}"));
        }
    }

    /// No less than that.
    fn at_least(&mut self, least: f64, what: &str, value: f64) {
        if value < least {
            self.0.push(format!("{what} is {value}, less than {least}"));
        }
    }

    /// Fails the test when a bound was missed.
    fn judge(self) {
        let is_judged = figure::is_whole() && !cfg!(debug_assertions);
        assert!(!is_judged || self.0.is_empty(), "{:#?}", self.0);
    }
}
