//! How a meeting keeps to its agenda: early, in time or behind, in whole minutes.
use chrono::TimeDelta;

use super::slots::Window;
use super::time::Instant;

/// How a meeting stands against its agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Within a minute of it.
    OnTime,
    /// So many minutes behind, at least 1.
    Behind(i64),
    /// So many minutes ahead, at least 1.
    Ahead(i64),
}

/// How a meeting stands that began at `from` on the item with this slot: by when the item will end
/// at the soonest if it takes the minutes given to it.
pub fn pace(slot: Window, from: Instant, now: Instant) -> Pace {
    let ends = (from + (slot.until - slot.from)).max(now);
    of_minutes((ends - slot.until).num_minutes())
}

/// How a meeting stands that is still in its opening, or between items, when the next thing
/// planned is to begin at `next`.
pub fn pace_before(next: Instant, now: Instant) -> Pace {
    of_minutes((now - next).max(TimeDelta::zero()).num_minutes())
}

fn of_minutes(minutes: i64) -> Pace {
    match minutes {
        0 => Pace::OnTime,
        1.. => Pace::Behind(minutes),
        _ => Pace::Ahead(-minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    const EIGHT: i64 = 8;

    fn slot() -> Window {
        Window { from: at(30), until: at(30 + EIGHT) }
    }

    #[test]
    fn an_item_that_began_late_is_behind_from_its_first_minute() {
        assert_eq!(pace(slot(), at(32), at(32)), Pace::Behind(2));
        assert_eq!(pace(slot(), at(32), at(40)), Pace::Behind(2));
    }

    #[test]
    fn an_item_that_outlasts_its_minutes_falls_further_behind_with_each() {
        assert_eq!(pace(slot(), at(32), at(41)), Pace::Behind(3));
        assert_eq!(pace(slot(), at(30), at(38)), Pace::OnTime);
        assert_eq!(pace(slot(), at(30), at(39)), Pace::Behind(1));
    }

    #[test]
    fn an_item_that_began_early_is_ahead_until_it_uses_that_up() {
        assert_eq!(pace(slot(), at(25), at(26)), Pace::Ahead(5));
        assert_eq!(pace(slot(), at(25), at(36)), Pace::Ahead(2));
        assert_eq!(pace(slot(), at(25), at(38)), Pace::OnTime);
    }

    #[test]
    fn an_opening_is_never_ahead() {
        assert_eq!(pace_before(at(5), at(1)), Pace::OnTime);
        assert_eq!(pace_before(at(5), at(5) + TimeDelta::seconds(59)), Pace::OnTime);
        assert_eq!(pace_before(at(5), at(9)), Pace::Behind(4));
    }
}
