//! Whole days on both databases, over HTTP, with the work that is done by the clock and the mail.
mod clock_change;
mod easter;
mod life;
