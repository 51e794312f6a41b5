//! The program `marac`: hands over to the command line.

fn main() {
    marac::platform::process::leave(marac::cli::run())
}
