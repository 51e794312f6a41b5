//! Shows that nobody sees what they may not. Figures are called `access.…`.
mod cells;
mod deployment;
mod forgery;
mod frozen;
mod guesses;
mod planted;
mod unseen;
mod walk;
