//! The order of an agenda: the area's rule, then what people put in its place by hand.
use std::cmp::{Ordering, Reverse};

use super::area::OrderRule;
use super::ids::ListingId;
use super::time::Day;

/// What the order of an agenda depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The listing.
    pub listing: ListingId,
    /// Its case's reference, by which ties are broken.
    pub reference: String,
    /// Whether children are part of the case.
    pub with_children: bool,
    /// Whether it is an emergency.
    pub is_emergency: bool,
    /// Whether it is a repeat.
    pub is_repeat: bool,
    /// The checklist's score.
    pub score: Option<i32>,
    /// When it happened.
    pub incident_on: Option<Day>,
    /// The place on the whole agenda that it was put at by hand, from 1.
    pub pin: Option<i32>,
}

/// A part of an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Cases with children. Source: SafeLives suggested agenda, so that those who are there for
    /// the children can leave.
    WithChildren,
    /// Cases of adults only.
    AdultsOnly,
    /// All cases, where the area doesn't tell them apart.
    All,
}

/// The items in their order. A pinned item has its place; the others keep the rule's order around
/// it. The result depends on nothing but the items themselves.
pub fn order(items: Vec<Item>, rule: OrderRule) -> Vec<Item> {
    let count = items.len();
    let (mut pinned, mut free): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|it| it.pin.is_some());
    free.sort_by(|one, two| by_rule(one, two, rule));
    pinned.sort_by(|one, two| one.pin.cmp(&two.pin).then_with(|| by_rule(one, two, rule)));
    let places = places(&pinned, count);
    let mut free = free.into_iter();
    let mut pinned = places.into_iter().zip(pinned).peekable();
    let next = |place| match pinned.next_if(|(at, _)| *at == place) {
        Some((_, item)) => Some(item),
        None => free.next(),
    };
    (0..count).filter_map(next).collect()
}

/// Where each pinned item stands, from 0: at its pin, or the nearest place that is left. When the
/// agenda has become shorter than a pin, the last places are taken.
fn places(pinned: &[Item], count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(pinned.len());
    for item in pinned {
        let wanted = item.pin.map_or(0, |pin| usize::try_from(pin.saturating_sub(1)).unwrap_or(0));
        places.push(places.last().map_or(wanted, |before| wanted.max(before + 1)));
    }
    for (at, place) in places.iter_mut().enumerate() {
        *place = (*place).min(count - (pinned.len() - at));
    }
    places
}

fn by_rule(one: &Item, two: &Item, rule: OrderRule) -> Ordering {
    let urgency = |it: &Item| (Reverse(it.is_emergency), Reverse(it.is_repeat));
    let score = |it: &Item| Reverse(it.score);
    let age = |it: &Item| (it.incident_on.is_none(), it.incident_on);
    let first = match rule {
        OrderRule::ChildrenFirst => two
            .with_children
            .cmp(&one.with_children)
            .then_with(|| urgency(one).cmp(&urgency(two)))
            .then_with(|| score(one).cmp(&score(two))),
        OrderRule::ScoreFirst => two
            .is_emergency
            .cmp(&one.is_emergency)
            .then_with(|| score(one).cmp(&score(two)))
            .then_with(|| urgency(one).cmp(&urgency(two))),
    };
    first
        .then_with(|| age(one).cmp(&age(two)))
        .then_with(|| one.reference.cmp(&two.reference))
        .then_with(|| one.listing.cmp(&two.listing))
}

/// The section of each item of an ordered agenda.
///
/// The border lies where the fewest items stand on the wrong side of it, and after them when two
/// places are as good: an item put among the others by hand belongs to the section it stands in.
pub fn sections(items: &[Item], rule: OrderRule) -> Vec<Section> {
    let border = match rule {
        OrderRule::ScoreFirst => return vec![Section::All; items.len()],
        OrderRule::ChildrenFirst => border(items),
    };
    let section = |at| if at < border { Section::WithChildren } else { Section::AdultsOnly };
    (0..items.len()).map(section).collect()
}

fn border(items: &[Item]) -> usize {
    let right = |border: &usize| {
        let with = items[..*border].iter().filter(|it| it.with_children).count();
        with + items[*border..].iter().filter(|it| !it.with_children).count()
    };
    (0..=items.len()).max_by_key(right).unwrap_or(0)
}

/// The pins to store so that `listing` of an ordered agenda stands at `place`, counted from 1, and
/// everything else keeps its order: each listing whose pin changes, with its new pin.
pub fn move_to(ordered: &[Item], listing: ListingId, place: usize) -> Vec<(ListingId, i32)> {
    let Some(from) = ordered.iter().position(|it| it.listing == listing) else {
        return Vec::new();
    };
    let mut moved: Vec<&Item> = ordered.iter().collect();
    let item = moved.remove(from);
    moved.insert(place.saturating_sub(1).min(moved.len()), item);
    let pins = (1..).zip(moved).filter(|(_, it)| it.pin.is_some() || it.listing == listing);
    pins.filter(|(pin, it)| it.pin != Some(*pin)).map(|(pin, it)| (it.listing, pin)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(number: u16, with_children: bool) -> Item {
        let id = format!("0198c0de-0000-4000-8000-{number:012x}");
        Item {
            listing: ListingId::parse(&id).unwrap(),
            reference: format!("NS-{number:04}"),
            with_children,
            is_emergency: false,
            is_repeat: false,
            score: Some(16),
            incident_on: "2026-02-10".parse().ok(),
            pin: None,
        }
    }

    fn references(items: &[Item]) -> Vec<&str> {
        items.iter().map(|it| &it.reference[6..]).collect()
    }

    fn ordered(items: &[Item]) -> Vec<Item> {
        order(items.to_vec(), OrderRule::ChildrenFirst)
    }

    fn example() -> Vec<Item> {
        let mut items: Vec<Item> = (0..9).map(|it| item(it, it >= 4)).collect();
        items[1].is_repeat = true;
        items[2].score = Some(20);
        items[3].is_emergency = true;
        items[5].score = None;
        items[6].incident_on = "2026-02-08".parse().ok();
        items[7].incident_on = None;
        items
    }

    #[test]
    fn children_then_emergency_then_repeat_then_score_then_the_oldest_then_the_reference() {
        let found = ordered(&example());
        assert_eq!(references(&found), ["6", "4", "8", "7", "5", "3", "1", "2", "0"]);
    }

    #[test]
    fn by_score_an_emergency_still_leads_and_there_is_one_section() {
        let found = order(example(), OrderRule::ScoreFirst);
        assert_eq!(references(&found), ["3", "2", "1", "6", "0", "4", "8", "7", "5"]);
        assert_eq!(sections(&found, OrderRule::ScoreFirst), [Section::All; 9]);
    }

    #[test]
    fn a_pin_wins_over_every_rule() {
        let mut items = example();
        items[0].pin = Some(1);
        items[3].pin = Some(9);
        let found = ordered(&items);
        assert_eq!(references(&found), ["0", "6", "4", "8", "7", "5", "1", "2", "3"]);
    }

    #[test]
    fn pins_that_clash_or_lie_beyond_the_end_take_the_nearest_places() {
        let mut items: Vec<Item> = (0..4).map(|it| item(it, false)).collect();
        for (at, pin) in [(1, 2), (2, 2), (3, 9)] {
            items[at].pin = Some(pin);
        }
        assert_eq!(references(&ordered(&items)), ["0", "1", "2", "3"]);
        for (at, pin) in [(0, 8), (1, 7), (2, 0), (3, -5)] {
            items[at].pin = Some(pin);
        }
        assert_eq!(references(&ordered(&items)), ["3", "2", "1", "0"]);
    }

    #[test]
    fn the_border_between_sections_bears_with_items_put_elsewhere_by_hand() {
        for (layout, expected) in [
            ("ccaaa", 2),
            ("aaa", 0),
            ("ccc", 3),
            ("", 0),
            ("ccaccaa", 5),
            ("cccaaac", 3),
            ("cacaa", 3),
            ("accaa", 3),
        ] {
            let items: Vec<Item> =
                (0..).zip(layout.chars()).map(|(at, it)| item(at, it == 'c')).collect();
            let found = sections(&items, OrderRule::ChildrenFirst);
            let with = found.iter().take_while(|it| **it == Section::WithChildren).count();
            assert_eq!(with, expected, "{layout}");
            assert!(found[with..].iter().all(|it| *it == Section::AdultsOnly), "{layout}");
        }
    }

    #[test]
    fn moving_an_item_that_is_not_there_changes_nothing() {
        assert_eq!(move_to(&example(), item(99, true).listing, 1), []);
    }

    fn any_items() -> impl Strategy<Value = Vec<Item>> {
        let one = (
            any::<bool>(),
            any::<bool>(),
            any::<bool>(),
            proptest::option::of(0..3i32),
            proptest::option::of(1..4u32),
            proptest::option::of(-1..15i32),
        );
        proptest::collection::vec(one, 0..12).prop_map(|all| {
            let built =
                (0..).zip(all).map(|(number, (child, urgent, repeat, score, on, pin))| Item {
                    is_emergency: urgent,
                    is_repeat: repeat,
                    score,
                    incident_on: on.and_then(|it| Day::from_ymd_opt(2026, 2, it)),
                    pin,
                    ..item(number, child)
                });
            built.collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_keeps_every_item_and_does_not_depend_on_how_they_came(
            items in any_items(), turn in 0..12usize
        ) {
            let found = ordered(&items);
            let mut turned: Vec<Item> = items.iter().rev().cloned().collect();
            turned.rotate_left(turn.min(items.len()));
            prop_assert_eq!(&ordered(&turned), &found);
            prop_assert_eq!(&ordered(&found), &found);
            let mut all = found.clone();
            all.sort_by_key(|it| it.listing);
            prop_assert_eq!(all, items);
        }

        #[test]
        fn items_without_pins_keep_the_order_of_the_rule(items in any_items()) {
            let free = |all: &[Item]| -> Vec<Item> {
                all.iter().filter(|it| it.pin.is_none()).cloned().collect()
            };
            prop_assert_eq!(free(&ordered(&items)), ordered(&free(&items)));
        }

        #[test]
        fn an_item_that_is_moved_stands_there_and_the_others_keep_their_order(
            items in any_items(), which in 0..12usize, place in 1..14usize
        ) {
            prop_assume!(which < items.len());
            let before = ordered(&items);
            let moving = before[which].listing;
            let mut expected = before.clone();
            let item = expected.remove(which);
            expected.insert((place - 1).min(expected.len()), item);
            let pins = move_to(&before, moving, place);
            let mut after = before;
            for item in &mut after {
                let new = pins.iter().find(|(listing, _)| *listing == item.listing);
                item.pin = new.map_or(item.pin, |(_, pin)| Some(*pin));
            }
            let listings = |all: &[Item]| all.iter().map(|it| it.listing).collect::<Vec<_>>();
            prop_assert_eq!(listings(&ordered(&after)), listings(&expected));
        }
    }
}
