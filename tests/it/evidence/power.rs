//! Power cuts: the whole installation on a disk of its own, four people saving actions, the power
//! gone at some moment. What was acknowledged before is there afterwards, once and whole.
use std::time::{Duration, Instant};

use super::figure;
use super::saving::{self, Saved, Saving};
use super::volume::Volume;
use crate::support::store::TestStore;

/// How long a server that lost its disk may take to end by itself.
const MOST: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_power_cut_on_ext4() {
    cut_again_and_again("ext4").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_power_cut_on_xfs() {
    cut_again_and_again("xfs").await;
}

async fn cut_again_and_again(kind: &str) {
    let volume = Volume::new(kind, 400);
    let store = TestStore::on_sqlite_in(&volume.path());
    let (room, mut installation) = Saving::prepare(store).await;
    installation.set("DATABASE__RESERVE_MIB", "16");
    let cuts = figure::times(1, 50);
    let (mut saved, mut after, mut by_itself): (Vec<Saved>, _, _) = (Vec::new(), 0, 0);
    let mut faults = Vec::new();
    for number in 0..cuts {
        let mut server = installation.start();
        let form = room.form(&server).await;
        let writing = Saving::until(&form, 4, Instant::now() + Duration::from_secs(10));
        let moment = Duration::from_millis(300 + number as u64 * 7919 % 1500);
        let (acknowledged, (before, gone)) = tokio::join!(writing, async {
            tokio::time::sleep(moment).await;
            tokio::task::block_in_place(|| {
                let before = Instant::now();
                volume.cut();
                (before, Instant::now())
            })
        });
        after += acknowledged.iter().filter(|it| it.at > gone + Duration::from_millis(50)).count();
        saved.extend(acknowledged.into_iter().filter(|it| it.at < before));
        by_itself += usize::from(server.ended(MOST) == Some(1));
        server.kill();
        volume.mount_again();
        let again = installation.start();
        let texts = saved.iter().map(|it| it.text.as_str());
        let found = saving::faults(&installation.store, texts);
        let found = found.into_iter().chain(saving::broken_record(&installation));
        faults.extend(found.map(|it| format!("cut {number}, {moment:?}: {it}")));
        drop(again);
    }
    assert!(saved.len() > cuts, "only {} saves in {cuts} cuts", saved.len());
    assert_eq!(after, 0, "saves acknowledged when the disk was gone");
    figure::judge(&format!("day.power_cut_lost.{kind}"), &faults, "writes", saved.len());
    figure::print_of(&format!("day.power_cut_ended_by_itself.{kind}"), by_itself, "servers", cuts);
}
