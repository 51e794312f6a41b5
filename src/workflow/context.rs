//! What every step is given: the transaction, who asks, the time, and a place to note what is done.
use std::collections::BTreeSet;
use std::rc::Rc;

use super::tools::Tools;
use super::{Step, StepError};
use crate::domain::access::{Duty, may};
use crate::domain::actor::{Actor, Member};
use crate::domain::area::Area;
use crate::domain::audit::{Deed, Entry};
use crate::domain::calendar::Calendar;
use crate::domain::ids::{AccountId, AreaId, CaseId, EntryId, MeetingId, MessageId};
use crate::domain::notice::{Delivery, Message, Notice};
use crate::domain::session::Confirmed;
use crate::domain::time::{Day, Instant};
use crate::store::{self, Session};

/// What every step is given.
pub struct Cx<'a, 'conn, Mode> {
    pub(super) session: &'a mut Session<'conn, Mode>,
    pub(super) actor: &'a Actor,
    pub(super) now: Instant,
    pub(super) tools: &'a Tools,
    pub(super) request: &'a str,
    confirmed: Confirmed,
    seen: BTreeSet<CaseId>,
    entries: Vec<Entry>,
    reason: Option<&'static str>,
    searched: Option<String>,
    shown_for: String,
    area: Option<Area>,
    absent: Option<Rc<[CaseId]>>,
}

/// What a step that changes something is given.
pub type Change<'a, 'conn> = Cx<'a, 'conn, store::Writing>;
/// What a step that only looks is given.
pub type Look<'a, 'conn> = Cx<'a, 'conn, store::Reading>;

impl<'a, 'conn, Mode> Cx<'a, 'conn, Mode> {
    pub(super) fn new(
        session: &'a mut Session<'conn, Mode>,
        actor: &'a Actor,
        now: Instant,
        tools: &'a Tools,
        request: &'a str,
    ) -> Self {
        let (seen, entries) = (BTreeSet::new(), Vec::new());
        // A member has confirmed nothing, until whoever asks for them says so.
        let confirmed = Confirmed::LongAgo;
        Self {
            session,
            actor,
            now,
            tools,
            request,
            confirmed,
            seen,
            entries,
            reason: None,
            searched: None,
            shown_for: String::new(),
            area: None,
            absent: None,
        }
    }

    /// The same for somebody who showed at some time who they are.
    pub(super) fn confirmed(self, confirmed: Confirmed) -> Self {
        Self { confirmed, ..self }
    }

    /// The signed-in person who asks.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when nobody is signed in.
    pub fn member(&self) -> Step<&'a Member> {
        match self.actor {
            Actor::Member(member) => Ok(member),
            _ => Err(StepError::Hidden),
        }
    }

    /// The signed-in person, if their role carries a duty. The service itself carries every duty.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when it does not.
    pub fn on_duty(&self, duty: Duty) -> Step<()> {
        match self.actor {
            Actor::Service(_) | Actor::Operator => Ok(()),
            Actor::Member(member) if may(member, duty) => Ok(()),
            _ => Err(StepError::Hidden),
        }
    }

    /// Goes on when whoever asks showed lately who they are: what matters most is not done from a
    /// screen that somebody left. The service itself and the person at the machine always have.
    ///
    /// # Errors
    /// [`StepError::NotFresh`] when they did so too long ago.
    pub fn fresh(&self) -> Step<()> {
        match (self.actor, self.confirmed) {
            (Actor::Member(_), Confirmed::LongAgo) => Err(StepError::NotFresh),
            _ => Ok(()),
        }
    }

    /// The identifier of the area that is asked about.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when nobody is signed in.
    pub fn area_id(&self) -> Step<AreaId> {
        self.actor.area().ok_or(StepError::Hidden)
    }

    /// The area, read once.
    ///
    /// # Errors
    /// Fails when the database does, or nobody is signed in.
    pub fn area(&mut self) -> Step<Area> {
        if let Some(area) = &self.area {
            return Ok(area.clone());
        }
        let area = store::area::find(self.session, self.area_id()?)?;
        self.area = Some(area.clone());
        Ok(area)
    }

    /// The bank holidays of the area.
    ///
    /// # Errors
    /// See [`Cx::area`].
    pub fn calendar(&mut self) -> Step<&'a Calendar> {
        let nation = self.area()?.settings.nation;
        Ok(self.tools.calendar(nation))
    }

    /// The day that it is in the area.
    ///
    /// # Errors
    /// See [`Cx::area`].
    pub fn today(&mut self) -> Step<Day> {
        let zone = self.area()?.settings.timezone;
        Ok(self.now.with_timezone(&zone).date_naive())
    }

    /// The cases that are not there for whoever asks, whatever their role: whatever counts, lists,
    /// numbers or times cases leaves these out, as if they had never been made. The service itself
    /// works with all.
    ///
    /// # Errors
    /// Fails when the database does.
    pub fn absent(&mut self) -> Step<Rc<[CaseId]>> {
        if let Some(absent) = &self.absent {
            return Ok(Rc::clone(absent));
        }
        let absent = match self.actor {
            Actor::Member(it) => {
                store::access::absent(self.session, it.area, it.account, self.now)?
            }
            _ => Vec::new(),
        };
        let absent: Rc<[CaseId]> = absent.into();
        self.absent = Some(Rc::clone(&absent));
        Ok(absent)
    }

    /// Notes that the content of a case is shown, for the record.
    pub fn saw(&mut self, case: CaseId) {
        self.seen.insert(case);
    }

    /// Gives the reason of whoever asks, with which all that this step reads and changes is recorded:
    /// the word of one on offer, never text of their own.
    pub fn because(&mut self, reason: &'static str) {
        self.reason = Some(reason);
    }

    /// Notes that the record itself is shown, with the identifiers and codes that were searched for.
    pub(super) fn searched(&mut self, subject: String) {
        self.searched = Some(subject);
    }

    /// Notes for what something is shown, such as the message whose letter it is for: an identifier.
    pub(super) fn shown_for(&mut self, subject: String) {
        self.shown_for = subject;
    }

    /// Looks at something as somebody else sees it. Whoever asks is noted as having seen it.
    ///
    /// # Errors
    /// Fails as the look does.
    pub(super) fn on_behalf_of<T, E>(
        &mut self,
        actor: &Actor,
        look: impl FnOnce(&mut Cx<'_, 'conn, Mode>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut theirs = Cx::new(self.session, actor, self.now, self.tools, self.request)
            .confirmed(self.confirmed);
        let looked = look(&mut theirs);
        let mut seen = theirs.seen;
        self.seen.append(&mut seen);
        looked
    }

    /// Notes a change, for the record: the step's name, the identifiers of what was changed, and
    /// the cases it touches. Never words about people.
    pub fn record(&mut self, name: &str, subject: impl Into<String>, cases: &[CaseId]) {
        let mut entry = self.entry(Deed::Change, name);
        entry.subject = subject.into();
        entry.cases = cases.to_vec();
        self.entries.push(entry);
    }

    fn entry(&self, deed: Deed, name: &str) -> Entry {
        let request = self.request.to_owned();
        Entry { request, ..Entry::by(self.actor, deed, name, self.now) }
    }

    /// What is to go into the record: each change, and one row for everything that was shown.
    pub(super) fn into_entries(mut self, name: &str) -> Vec<Entry> {
        if !self.seen.is_empty() || self.searched.is_some() {
            let mut read = self.entry(Deed::Read, name);
            read.subject = self.searched.take().unwrap_or(std::mem::take(&mut self.shown_for));
            read.cases = std::mem::take(&mut self.seen).into_iter().collect();
            self.entries.push(read);
        }
        if let Some(reason) = self.reason {
            for entry in &mut self.entries {
                reason.clone_into(&mut entry.reason);
            }
        }
        self.entries
    }

    /// A new identifier.
    pub fn new_id<T>(&self, make: fn(uuid::Uuid) -> T) -> T {
        make(self.tools.random.uuid())
    }
}

impl Change<'_, '_> {
    /// Queues mail to one person, to leave no sooner than `not_before`. A second with the same
    /// `once` is not queued.
    ///
    /// # Errors
    /// Fails when the database does.
    pub fn tell(
        &mut self,
        to: AccountId,
        notice: Notice,
        once: &str,
        not_before: Instant,
    ) -> Step<Option<MessageId>> {
        let area_id = self.area_id()?;
        let id = self.new_id(MessageId::from_uuid);
        let message = Message {
            area_id,
            id,
            account_id: to,
            kind: notice.kind().to_owned(),
            meeting_id: meeting_of(&notice),
            notice,
            once: format!("{once}:{to}"),
            delivery: Delivery::Queued,
            not_before,
            attempts: 0,
            leased_until: None,
            last_answer: String::new(),
            created_at: self.now,
            settled_at: None,
        };
        let queued = store::outbox::enqueue(self.session, &message)?;
        Ok(queued.then_some(id))
    }

    /// Writes what was noted into the record.
    pub(super) fn write_entries(
        tx: &mut store::Tx<'_>,
        tools: &Tools,
        entries: Vec<Entry>,
    ) -> Result<(), store::StoreError> {
        for entry in entries {
            let id = EntryId::from_uuid(tools.random.uuid());
            store::audit::append(tx, id, entry)?;
        }
        Ok(())
    }
}

/// The meeting whose thread a notice belongs to.
fn meeting_of(notice: &Notice) -> Option<MeetingId> {
    match notice {
        Notice::ResearchAsked { meeting }
        | Notice::ResearchReminder { meeting }
        | Notice::AgendaPublished { meeting }
        | Notice::AgendaChanged { meeting, .. }
        | Notice::MeetingChanged { meeting }
        | Notice::ActionsAssigned { meeting }
        | Notice::MinutesIssued { meeting, .. } => Some(*meeting),
        _ => None,
    }
}
