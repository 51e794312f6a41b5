//! The clock: the only place that knows what time it is.
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;

use crate::domain::time::{Instant, whole_microseconds};

/// Where the service takes its time from. Cheap to clone; clones share one time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own time.
    System(Steady),
    /// The demonstration's time, which runs and can be moved forward.
    Demo(DemoClock),
    /// A time that stands still until a test moves it.
    Fixed(FixedClock),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::System(Steady::from_now())
    }

    /// What time it is for the work: meetings, due dates, letters. In whole microseconds.
    pub fn now(&self) -> Instant {
        match self {
            Self::System(_) => system_now(),
            Self::Demo(clock) => clock.now(),
            Self::Fixed(clock) => instant(clock.now.load(Ordering::Acquire)),
        }
    }

    /// What time it is for sessions, throttles and links that expire. In whole microseconds.
    ///
    /// It ignores the demonstration's clock, and while the program runs it never jumps: somebody
    /// who sets the machine's clock neither ends every session nor makes one live for ever.
    pub fn real_now(&self) -> Instant {
        match self {
            Self::System(steady) => steady.now(),
            Self::Demo(clock) => clock.steady.now(),
            Self::Fixed(clock) => instant(clock.real.load(Ordering::Acquire)),
        }
    }
}

/// The machine's time at the start of the program, carried on by a count that cannot be set.
#[derive(Clone, Copy, Debug)]
pub struct Steady {
    start: Instant,
    since: std::time::Instant,
}

impl Steady {
    fn from_now() -> Self {
        Self { start: system_now(), since: std::time::Instant::now() }
    }

    fn now(&self) -> Instant {
        let elapsed = TimeDelta::from_std(self.since.elapsed()).unwrap_or(TimeDelta::MAX);
        whole_microseconds(self.start.checked_add_signed(elapsed).unwrap_or(self.start))
    }
}

/// A clock that runs at the real speed from another day, and can only be moved forward.
#[derive(Clone, Debug)]
pub struct DemoClock {
    steady: Steady,
    offset: Arc<AtomicI64>,
}

impl DemoClock {
    /// A clock that shows `start` now.
    pub fn starting_at(start: Instant) -> Self {
        let steady = Steady::from_now();
        let offset = start.timestamp_micros() - steady.now().timestamp_micros();
        Self { steady, offset: Arc::new(AtomicI64::new(offset)) }
    }

    /// A clock that goes on as one with this [`DemoClock::offset`] would have gone on.
    pub fn with_offset(offset: TimeDelta) -> Self {
        let offset = offset.num_microseconds().unwrap_or(0);
        Self { steady: Steady::from_now(), offset: Arc::new(AtomicI64::new(offset)) }
    }

    /// How far this clock is from the machine's; negative when it is behind.
    pub fn offset(&self) -> TimeDelta {
        TimeDelta::microseconds(self.offset.load(Ordering::Acquire))
    }

    /// The time that this clock shows.
    pub fn now(&self) -> Instant {
        instant(self.steady.now().timestamp_micros() + self.offset.load(Ordering::Acquire))
    }

    /// Moves the clock forward to `to`.
    ///
    /// # Errors
    /// Fails when the clock has passed `to` already.
    pub fn forward_to(&self, to: Instant) -> Result<(), PastRefused> {
        let offset = to.timestamp_micros() - self.steady.now().timestamp_micros();
        let before = self.offset.fetch_max(offset, Ordering::AcqRel);
        if before > offset { Err(PastRefused) } else { Ok(()) }
    }
}

/// The demonstration's clock was asked to go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clock cannot go back")]
pub struct PastRefused;

/// A clock for tests.
#[derive(Clone, Debug)]
pub struct FixedClock {
    now: Arc<AtomicI64>,
    real: Arc<AtomicI64>,
}

impl FixedClock {
    /// A clock that stands at `at`.
    pub fn at(at: Instant) -> Self {
        let micros = at.timestamp_micros();
        Self { now: Arc::new(AtomicI64::new(micros)), real: Arc::new(AtomicI64::new(micros)) }
    }

    /// Sets the time for the work, forward or back; sessions do not notice.
    pub fn move_to(&self, at: Instant) {
        self.now.store(at.timestamp_micros(), Ordering::Release);
    }

    /// Lets time pass for the work and for sessions alike.
    pub fn pass(&self, time: TimeDelta) {
        let micros = time.num_microseconds().unwrap_or(0);
        self.now.fetch_add(micros, Ordering::AcqRel);
        self.real.fetch_add(micros, Ordering::AcqRel);
    }
}

fn instant(micros: i64) -> Instant {
    Instant::from_timestamp_micros(micros).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
fn system_now() -> Instant {
    whole_microseconds(chrono::Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn every_clock_shows_whole_microseconds() {
        let fixed = FixedClock::at(at("2026-02-12T08:34:00.000000999Z"));
        let demo = DemoClock::starting_at(at("2026-02-12T08:34:00Z"));
        for clock in [Clock::system(), Clock::Fixed(fixed), Clock::Demo(demo)] {
            for now in [clock.now(), clock.real_now()] {
                assert_eq!(now.timestamp_subsec_nanos() % 1000, 0, "{clock:?}");
            }
        }
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let start = at("2026-02-12T08:34:00Z");
        let fixed = FixedClock::at(start);
        let clock = Clock::Fixed(fixed.clone());
        assert_eq!((clock.now(), clock.real_now()), (start, start));
        fixed.move_to(at("2026-02-13T08:00:00Z"));
        assert_eq!((clock.now(), clock.real_now()), (at("2026-02-13T08:00:00Z"), start));
        fixed.pass(TimeDelta::minutes(20));
        assert_eq!(clock.now(), at("2026-02-13T08:20:00Z"));
        assert_eq!(clock.real_now(), at("2026-02-12T08:54:00Z"));
    }

    #[test]
    fn the_demo_clock_runs_and_sessions_do_not_notice() {
        let start = at("2026-02-12T08:34:00Z");
        let demo = DemoClock::starting_at(start);
        let clock = Clock::Demo(demo.clone());
        std::thread::sleep(std::time::Duration::from_millis(2));
        let now = clock.now();
        assert!(now >= start + TimeDelta::milliseconds(2), "{now}");
        assert!(now < start + TimeDelta::minutes(1), "{now}");
        let real = clock.real_now();
        demo.forward_to(at("2026-02-13T08:00:00Z")).unwrap();
        assert!(clock.now() >= at("2026-02-13T08:00:00Z"));
        assert!(clock.real_now() - real < TimeDelta::minutes(1));
    }

    #[test]
    fn the_demo_clock_never_goes_back() {
        let demo = DemoClock::starting_at(at("2026-02-12T10:00:00Z"));
        assert_eq!(demo.forward_to(at("2026-02-12T09:59:00Z")), Err(PastRefused));
        assert!(demo.now() >= at("2026-02-12T10:00:00Z"));
    }

    #[test]
    fn a_restarted_demo_keeps_its_time() {
        let before = DemoClock::starting_at(at("2026-02-12T10:00:00Z"));
        before.forward_to(at("2026-02-12T11:00:00Z")).unwrap();
        let after = DemoClock::with_offset(before.offset());
        assert!((after.now() - before.now()).abs() < TimeDelta::seconds(10));
        assert!(after.now() >= at("2026-02-12T11:00:00Z"));
    }
}
