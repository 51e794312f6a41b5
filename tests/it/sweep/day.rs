//! A meeting's day, taken as far as a sweep needs it.
use marac::domain::actor::Member;
use marac::domain::due::Due;
use marac::domain::hearing::Subject;
use marac::domain::ids::{DraftId, ListingId};
use marac::domain::listing::RiskLevel;
use marac::domain::referral::Account;
use marac::domain::research::{Known, Share};
use marac::domain::text::Private;
use marac::workflow::hearing::{About, AgreedAction, NewContribution, NewRisk};
use marac::workflow::meeting::Opening;
use marac::workflow::research::{Answer, Done};
use marac::workflow::triage::When;
use marac::workflow::{attendance, hearing, meeting, minutes, referral, research, triage};

use crate::support::county::County;
use crate::support::sitting::{self, Listed};

/// Who makes a day happen.
#[derive(Clone)]
pub struct Team {
    /// Refers.
    pub police: Member,
    /// Triages and writes.
    pub coordinator: Member,
    /// Chairs.
    pub chair: Member,
    /// Owns the actions.
    pub owner: Member,
}

/// One meeting.
#[derive(Clone, Copy)]
pub struct Day<'a> {
    /// Where.
    pub county: &'a County,
    /// By whom.
    pub team: &'a Team,
    /// Its place in URLs, which begins with its date.
    pub slug: &'static str,
}

impl Day<'_> {
    /// Moves the clock to a time of the day.
    pub fn at(&self, time: &str) {
        self.county.at(&format!("{} {time}", &self.slug[..10]));
    }

    /// Refers somebody without children, and accepts the case onto the meeting of its time.
    pub async fn list(&self, victim: &str, when: When) -> Listed {
        let account = Account { children: vec![], ..sitting::account(victim) };
        let draft = DraftId::from_uuid(uuid::Uuid::new_v4());
        let sent = self.county.change(self.team.police.clone(), move |cx| {
            referral::send(cx, draft, 0, &Private::default(), account.clone())
        });
        let id = sent.await.unwrap().referral;
        let listed = self.county.change(self.team.coordinator.clone(), move |cx| {
            let listing = triage::accept(cx, id, 1, when.clone())?;
            Ok((listing.id, listing.case_id))
        });
        let (id, case) = listed.await.unwrap();
        Listed { id, case }
    }

    /// Saves or returns research for somebody's agency: words of their own about each victim, for
    /// each way of sharing it.
    pub async fn research(&self, who: Member, on: Listed, victim: &str, done: Done) {
        let words = format!("{} of {victim}", who.name.reveal());
        let said = |what: &str| Private::new(format!("{what}{words}"));
        let answer = Answer {
            known: Known { victim: true, ..Known::default() },
            nothing_held: false,
            text: said("Known to "),
            share: Share::Minuted,
            not_minuted: said("Not minuted by "),
            chair_only: said("For the chair by "),
            offer: said("Offered by "),
        };
        let (slug, case) = (self.slug, on.case);
        let saved = self
            .county
            .change(who, move |cx| research::save(cx, slug, case, 1, (answer.clone(), done)));
        saved.await.unwrap();
    }

    /// Opens it, with everybody in the room.
    pub async fn open(&self, room: &[Member]) {
        self.at("10:00");
        let (slug, team) = (self.slug, self.team);
        let opening = Opening { chair: team.chair.account, writer: team.coordinator.account };
        let open =
            self.county.change(team.chair.clone(), move |cx| meeting::open(cx, slug, opening));
        open.await.unwrap();
        for person in room {
            let accept = self.county.change(person.clone(), |cx| attendance::accept(cx, slug, 1));
            accept.await.unwrap();
        }
    }

    /// Hears a case: words of an agency, a risk, and an action of the owner's.
    pub async fn hear(&self, on: ListingId) {
        let (slug, team) = (self.slug, self.team);
        let said = NewContribution {
            agency: team.police.agency,
            text: "Bail ends on Friday".into(),
            share: Share::Minuted,
        };
        let risk = NewRisk {
            about: About::Unnamed(Subject::Staff),
            text: "Threatened a visitor".into(),
            level: RiskLevel::High,
            no_action_reason: "The visits have ended".into(),
        };
        let action = AgreedAction {
            text: "Change the locks".into(),
            owner: team.owner.membership,
            due: Due::NextWorkingDay,
            due_on: None,
            risk: None,
        };
        let hear = self.county.change(team.coordinator.clone(), move |cx| {
            meeting::hear(cx, slug, on)?;
            hearing::add_contribution(cx, slug, on, &said)?;
            hearing::add_risk(cx, slug, on, &risk)?;
            hearing::add_action(cx, slug, on, &action)
        });
        hear.await.unwrap();
    }

    /// Decides on a case.
    pub async fn decide(&self, on: ListingId) {
        let version =
            format!("SELECT CAST(version AS BIGINT) AS count FROM listings WHERE id = '{on}'");
        let seen = i32::try_from(self.county.store.count(&version)).unwrap();
        let (slug, decision) = (self.slug, sitting::plan_made());
        let decide = self.county.change(self.team.coordinator.clone(), move |cx| {
            hearing::decide(cx, slug, on, seen, &decision)
        });
        decide.await.unwrap();
    }

    /// A whole meeting about one case, closed at 11am.
    pub async fn held(&self, victim: &str, room: &[Member]) -> Listed {
        self.at("08:30");
        let case = self.list(victim, When::ByRule).await;
        self.open(room).await;
        self.hear(case.id).await;
        self.decide(case.id).await;
        self.at("11:00");
        let slug = self.slug;
        let close = self.county.change(self.team.chair.clone(), move |cx| meeting::close(cx, slug));
        close.await.unwrap();
        case
    }

    /// Approves the minutes.
    pub async fn approve(&self) {
        let slug = self.slug;
        let approve =
            self.county.change(self.team.chair.clone(), move |cx| minutes::approve(cx, slug, 1));
        approve.await.unwrap();
    }
}
