//! The server killed at every kind of moment of an action save, a triage and an approval of
//! minutes: what was acknowledged is there, nothing is there by half, and the same request sent
//! again makes it whole, once.
pub mod blow;
pub mod tally;
pub mod target;

use std::time::{Duration, Instant};

use marac::domain::actor::Member;

use self::blow::{Blow, Moments};
use self::tally::Tally;
use self::target::{Action, Approval, Target, Triage, Wanted};
use super::figure;
use crate::support::county::County;
use crate::support::http::Visitor;
use crate::support::installation::{Installation, Server};
use crate::support::store::{TestStore, on_both};

/// How often the server is killed: in a short run, in a whole one on each database.
pub fn points(store: &TestStore) -> usize {
    match store.name() {
        "sqlite" => figure::times(8, 200),
        _ => figure::times(4, 100),
    }
}

on_both! {
    async fn an_action_is_saved_once_or_not_at_all(store) {
        let points = points(&store);
        let county = County::in_store(store).await;
        let action = Action::prepare(&county).await;
        let chair = county.chair();
        Run::new(county, chair).await.sweep("action", action, points).await;
    }

    async fn a_referral_is_accepted_once_or_not_at_all(store) {
        let points = points(&store);
        let county = County::in_store(store).await;
        let triage = Triage::prepare(&county, points + SPARE, 1).await;
        let coordinator = county.coordinator();
        Run::new(county, coordinator).await.sweep("triage", triage, points).await;
    }

    async fn minutes_are_approved_once_or_not_at_all(store) {
        let points = points(&store);
        let county = County::in_store(store).await;
        let approval = Approval::prepare(&county).await;
        let chair = county.chair();
        Run::new(county, chair).await.sweep("approval", approval, points).await;
    }
}

/// How many requests are made without a kill, to know how long one takes.
const FREE: usize = 2;
/// How many things more there are than kills.
pub const SPARE: usize = FREE;

/// A sweep over the moments of one kind of request.
pub struct Run {
    /// What is killed.
    pub installation: Installation,
    /// Who asks, on connections to the server that is up.
    pub visitor: Visitor,
    token: String,
    /// What was found so far.
    pub tally: Tally,
    /// Whether all that a request began has ended, once it was answered.
    pub has_ended: fn(&TestStore, &Wanted) -> bool,
}

impl Run {
    /// A sweep over what somebody asks for, which ends with its answer.
    pub async fn new(county: County, who: Member) -> Self {
        let token = token(&county, who).await;
        let installation = Installation::of(county);
        let visitor = Visitor::new(&installation.address()).with_session(&token);
        Self { installation, visitor, token, tally: Tally::default(), has_ended: |_, _| true }
    }

    /// Starts the server, after another was killed.
    pub fn start(&mut self) -> Server {
        let server = self.installation.start();
        self.visitor = server.visitor(&self.token);
        server
    }

    async fn sweep(mut self, what: &str, mut target: impl Target, points: usize) {
        let mut server = self.start();
        let usual = self.usual(&mut target).await;
        let mut moments = Moments::new(points, usual);
        while let Some(blow) = moments.another().filter(|_| self.tally.is_whole()) {
            let struck = self.strike(&mut server, blow, &mut target).await;
            moments.went(struck);
        }
        self.tally.settle(what, self.installation.store.name());
        verify(&self.installation);
    }

    /// How long a request takes, from some that are let through.
    pub async fn usual(&mut self, target: &mut impl Target) -> Duration {
        let mut took = Duration::ZERO;
        for _ in 0..FREE {
            let wanted = target.next(&mut self.visitor).await;
            let begun = Instant::now();
            self.visitor.send(wanted.request.clone()).await.expect_status(303);
            while !(self.has_ended)(&self.installation.store, &wanted) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            took = begun.elapsed();
            self.tally.look(&self.installation.store, &wanted, true, "undisturbed");
        }
        took
    }

    /// Kills the server at one moment of a request, starts it again, and sends the request again.
    /// Says whether it was struck before its work had ended.
    pub async fn strike(
        &mut self,
        server: &mut Server,
        blow: Blow,
        target: &mut impl Target,
    ) -> bool {
        let wanted = target.next(&mut self.visitor).await;
        let mut caller = self.visitor.clone();
        let request = caller.try_send(wanted.request.clone());
        let has_ended = || (self.has_ended)(&self.installation.store, &wanted);
        let (answer, struck) = blow.during(server, request, has_ended).await;
        let acknowledged = answer.is_ok_and(|it| it.status == 303);
        self.tally.killed(struck, acknowledged);
        *server = self.start();
        self.tally.up_again(server.took);
        let store = &self.installation.store;
        self.tally.look(store, &wanted, acknowledged, &format!("{blow:?}"));
        let again = self.visitor.send(wanted.request.clone()).await;
        if again.status != 303 {
            self.tally.refused(format!("{blow:?}: sent again, {again}\n{}", again.source()));
        }
        self.tally.look(store, &wanted, true, &format!("{blow:?}, sent again"));
        struck
    }
}

/// The token of a session of somebody's that begins at the county's time.
pub async fn token(county: &County, who: Member) -> String {
    // Sessions go by a time of their own, which setting the county's clock leaves behind.
    let (now, real) = (county.service.clock().now(), county.service.clock().real_now());
    county.clock.pass(now - real);
    county.clock.move_to(now);
    county.token(who).await
}

/// Checks the record from its first entry to its last.
pub fn verify(installation: &Installation) {
    let verified = installation.command(&[], &["audit", "verify"]).output().unwrap();
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success(), "{said}");
    println!("{}", String::from_utf8_lossy(&verified.stdout).trim());
}
