//! The program `marac`: hands over to the command line.

fn main() -> std::process::ExitCode {
    marac::cli::run()
}
