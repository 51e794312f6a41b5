//! Draws that look like chance and are the same each time.

/// A sequence of draws that follows from its seed (`SplitMix64`).
pub(super) struct Chance(u64);

impl Chance {
    /// The same draws for the same seed.
    pub(super) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `end`, which is left out; 0 when that is 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.draw() % u64::from(end.max(1))).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn from(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    /// Yes, once in `many` draws.
    pub(super) fn once_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }

    /// One of some things, of which there is at least one.
    pub(super) fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.place(things.len())]
    }

    /// A place in a list of a length.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let end = u32::try_from(length).unwrap_or(u32::MAX);
        usize::try_from(self.below(end)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_the_same_each_time_and_keep_their_bounds() {
        let draws = || {
            let mut chance = Chance::seeded(7);
            (0..50).map(|_| chance.from(3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(draws(), draws());
        assert!(draws().iter().all(|it| (3..=9).contains(it)));
        assert!((3..=9).all(|it| draws().contains(&it)));
    }
}
