//! The people of an area: the list, invitations, and what each is there.
use actix_web::web;

use super::answer::Answer;
use super::error::PageError;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::settings::{self, choices};
use super::visit::{self, Visit};
use crate::domain::account::{Colleague, State};
use crate::domain::actor::Role;
use crate::domain::agency::Agency;
use crate::domain::deputy::Deputy;
use crate::domain::ids::{AgencyId, MembershipId};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::views::form::Form;
use crate::views::format;
use crate::views::membership::{Act, DeputyPage, Invite, People, PersonPage, PersonRow};
use crate::views::settings::{Choice, Mark};
use crate::workflow::membership::deputy::Candidate;
use crate::workflow::membership::{self, Invitee, MemberView, Terms, Validity};
use crate::workflow::{Change, Step, StepError};

const LIST: &str = "/settings/people";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!(LIST), index)
        .on(post!(LIST), create)
        .on(get!("/settings/people/new"), new)
        .on(get!("/settings/people/{id}"), show)
        .on(post!("/settings/people/{id}"), change)
        .on(post!("/settings/people/{id}/suspension"), suspend)
        .on(post!("/settings/people/{id}/return"), reactivate)
        .on(post!("/settings/people/{id}/invitation"), invite_again)
        .on(get!("/settings/people/{id}/deputy"), new_deputy)
        .on(post!("/settings/people/{id}/deputy"), make_deputy)
        .on(post!("/settings/people/{id}/new-sign-in"), reset_sign_in);
}

async fn index(visit: Visit) -> Answer {
    let people = visit.look("people", membership::list).await?;
    let row = |it: Colleague| PersonRow {
        href: address(it.membership.id),
        mark: mark(&it, visit.today()),
        signed_in: last_seen(&visit, it.account.signed_in_at),
        roles: roles(&it.membership.roles),
        name: it.account.name,
        job_title: it.membership.job_title,
        agency: it.agency,
    };
    let people = people.into_iter().map(row).collect();
    visit.page(&People { tabs: settings::tabs(&visit, "People"), people }).await
}

fn address(id: MembershipId) -> String {
    format!("{LIST}/{id}")
}

fn roles(roles: &[Role]) -> String {
    format::list(&roles.iter().map(Role::shown).collect::<Vec<_>>())
}

/// When somebody last signed in, which is kept in real time.
fn last_seen(visit: &Visit, at: Option<Instant>) -> Option<String> {
    let now = visit.app.service.clock().real_now();
    at.map(|at| format::moment_from(now, at, visit.zone()))
}

fn mark(person: &Colleague, today: Day) -> Mark {
    let membership = &person.membership;
    let (text, colour) = if membership.suspended || person.account.state == State::Suspended {
        ("Suspended", "red")
    } else if membership.ends_on.is_some_and(|it| it < today) {
        ("Left", "grey")
    } else if person.account.state == State::Invited {
        ("Invited", "blue")
    } else if membership.starts_on > today {
        ("Not begun", "blue")
    } else {
        ("Active", "green")
    };
    Mark { text, colour }
}

/// The roles, by their words, which a save that came too late shows as they are.
fn role_choices() -> Vec<Choice> {
    choices(Role::ALL, Role::shown, Role::shown)
}

fn agency_choices(agencies: &[Agency], now: Option<AgencyId>) -> Vec<Choice> {
    let offered = agencies.iter().filter(|it| it.active || Some(it.id) == now);
    offered.map(|it| Choice::new(it.id.as_str(), it.name.as_str())).collect()
}

async fn new(visit: Visit) -> Answer {
    let agencies = visit.look("people", membership::agencies).await?;
    let form = with_day(Form::empty(), "starts", Some(visit.today()));
    visit.page(&invitation(form, &agencies)).await
}

fn invitation(form: Form, agencies: &[Agency]) -> Invite {
    Invite { form, agencies: agency_choices(agencies, None), roles: role_choices() }
}

fn with_day(mut form: Form, field: &str, day: Option<Day>) -> Form {
    let Some(day) = day else { return form };
    for (part, pattern) in [("day", "%-d"), ("month", "%-m"), ("year", "%Y")] {
        form.set(&format!("{field}-{part}"), &day.format(pattern).to_string());
    }
    form
}

fn terms(form: &mut Form, own: Option<&[Role]>) -> Option<Terms> {
    let agency = form.choice("agency", "an agency", |it| AgencyId::parse(it).ok());
    let job_title = form.optional("job_title", "the job title", 100).unwrap_or_default();
    let roles = match own {
        Some(own) => own.to_vec(),
        None => picked_roles(form),
    };
    let starts_on = form.day("starts", "the first day");
    let ends_on = form.optional_day("ends", "the last day");
    if form.failed() {
        return None;
    }
    Some(Terms { agency: agency?, roles, job_title, starts_on: starts_on?, ends_on })
}

/// The roles that were ticked, in the order of the list.
fn picked_roles(form: &mut Form) -> Vec<Role> {
    let lines: Vec<&str> = form.values("role").flat_map(str::lines).collect();
    let known = lines.iter().all(|line| Role::ALL.iter().any(|it| it.shown() == *line));
    let picked: Vec<Role> =
        Role::ALL.iter().filter(|it| lines.contains(&it.shown())).copied().collect();
    if picked.is_empty() || !known {
        form.refuse("role", "Select at least one role");
    }
    picked
}

fn validity(visit: &Visit) -> Validity {
    let from = visit.app.service.clock().real_now();
    Validity { from, lasts: visit.app.settings.invitation }
}

async fn create(visit: Visit, posted: Posted) -> Answer {
    let agencies = visit.look("people", membership::agencies).await?;
    let mut form = posted.form.clone();
    let name = form.required("name", "their name", 100);
    let email = form.required("email", "their email address", 254);
    let terms = terms(&mut form, None);
    if let (Some(name), Some(email), Some(terms)) = (name, email, terms) {
        let valid = validity(&visit);
        let invitee = Invitee { email: Private::new(email), name: Private::new(name), terms };
        let step = visit.change("membership.invite", &posted, move |cx| {
            membership::invite(cx, &invitee, valid)
        });
        match step.await {
            Ok(_) => return Ok(visit.see_other(LIST, "Invitation sent")),
            Err(error) => visit::refuse_or_fail(&mut form, error)?,
        }
    }
    visit.page_again(&invitation(form, &agencies)).await
}

async fn look(visit: &Visit, id: &str) -> Result<MemberView, PageError> {
    let Ok(id) = MembershipId::parse(id) else { return Err(visit.not_found("person").await) };
    Ok(visit.look("person", move |cx| membership::show(cx, id)).await?)
}

fn page(visit: &Visit, view: &MemberView, form: Form, version: i32) -> PersonPage {
    let Colleague { membership, account, .. } = &view.colleague;
    PersonPage {
        form,
        href: address(membership.id),
        version,
        name: account.name.clone(),
        email: account.email.clone(),
        phone: account.phone.clone(),
        mark: mark(&view.colleague, visit.today()),
        signed_in: last_seen(visit, account.signed_in_at),
        own_roles: view.is_self.then(|| roles(&membership.roles)),
        left: (view.left > 0).then(|| {
            let actions = format::count(view.left as u64, "open action", "open actions");
            format!("They left {actions} without an owner.")
        }),
        deputy: (!view.may_stand_in.is_empty())
            .then(|| format!("{}/deputy", address(membership.id))),
        acts: acts(view),
        agencies: agency_choices(&view.agencies, Some(membership.agency_id)),
        roles: role_choices(),
    }
}

fn acts(view: &MemberView) -> Vec<Act> {
    let Colleague { membership, account, .. } = &view.colleague;
    let act = |name, text, warning| Act {
        name,
        action: format!("{}/{name}", address(membership.id)),
        text,
        warning,
    };
    let mut acts = Vec::new();
    if view.is_self {
        return acts;
    }
    if membership.suspended {
        acts.push(act("return", "Let them back in", false));
        return acts;
    }
    if account.state == State::Invited {
        acts.push(act("invitation", "Send the invitation again", false));
    }
    if account.state == State::Active {
        acts.push(act("new-sign-in", "Reset how they sign in", true));
    }
    acts.push(act("suspension", "Suspend", true));
    acts
}

async fn show(visit: Visit, id: web::Path<String>) -> Answer {
    let view = look(&visit, &id).await?;
    let membership = &view.colleague.membership;
    let mut fields =
        vec![("agency", membership.agency_id.as_str()), ("job_title", &membership.job_title)];
    fields.extend(membership.roles.iter().map(|it| ("role", it.shown())));
    let form = with_day(Form::new(fields), "starts", Some(membership.starts_on));
    let form = with_day(form, "ends", membership.ends_on);
    visit.page(&page(&visit, &view, form, membership.version)).await
}

async fn change(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let view = look(&visit, &id).await?;
    let (seen, mut form) = (posted.seen, posted.form.clone());
    let id = view.colleague.membership.id;
    let own = view.is_self && posted.form.value("role").is_empty();
    let own = own.then_some(&view.colleague.membership.roles[..]);
    let Some(terms) = terms(&mut form, own) else {
        return visit.page_again(&page(&visit, &view, form, seen)).await;
    };
    let given = terms.clone();
    let step = visit
        .change("membership.change", &posted, move |cx| membership::change(cx, id, &terms, seen));
    match step.await {
        Ok(()) => Ok(visit.see_other(&address(id), "Saved")),
        Err(StepError::Stale(stale)) => {
            let agencies: Vec<_> =
                view.agencies.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
            let place = ("What this person is here", &*address(id), &*address(id));
            visit.stale_among(&stale, &as_text(&given), place, &[("agency", agencies)]).await
        }
        Err(error) => {
            visit::refuse_or_fail(&mut form, error)?;
            visit.page_again(&page(&visit, &view, form, seen)).await
        }
    }
}

/// Each of the terms as one text, so that it can be compared with what is saved.
fn as_text(terms: &Terms) -> Form {
    let roles: Vec<&str> = terms.roles.iter().map(Role::shown).collect();
    let ends = terms.ends_on.map(|it| it.to_string()).unwrap_or_default();
    Form::new([
        ("agency", terms.agency.as_str()),
        ("role", &roles.join("\n")),
        ("job_title", &terms.job_title),
        ("starts", &terms.starts_on.to_string()),
        ("ends", &ends),
    ])
}

async fn candidate(visit: &Visit, id: &str) -> Result<(MembershipId, Candidate), PageError> {
    let Ok(id) = MembershipId::parse(id) else { return Err(visit.not_found("deputy").await) };
    let look = visit.look("deputy", move |cx| membership::deputy::candidate(cx, id));
    Ok((id, look.await?))
}

fn deputy_page(id: MembershipId, candidate: Candidate, form: Form) -> DeputyPage {
    DeputyPage {
        form,
        href: format!("{}/deputy", address(id)),
        person: address(id),
        name: candidate.name,
        roles: choices(&candidate.roles, Role::as_str, Role::shown),
    }
}

async fn new_deputy(visit: Visit, id: web::Path<String>) -> Answer {
    let (id, candidate) = candidate(&visit, &id).await?;
    let form = with_day(Form::empty(), "starts", Some(visit.today()));
    visit.page(&deputy_page(id, candidate, form)).await
}

async fn make_deputy(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let (id, candidate) = candidate(&visit, &id).await?;
    let mut form = posted.form.clone();
    let role = settings::word(&mut form, "role", "what they stand in as", Role::parse);
    let starts_on = form.day("starts", "the first day");
    let ends_on = form.day("ends", "the last day");
    if let (Some(role), Some(starts_on), Some(ends_on)) = (role, starts_on, ends_on) {
        let deputy = Deputy { role, starts_on, ends_on };
        let step = visit.change("membership.deputise", &posted, move |cx| {
            membership::deputy::make(cx, id, deputy)
        });
        match step.await {
            Ok(_) => {
                return Ok(visit.see_other(LIST, "They stand in from the first day to the last"));
            }
            Err(error) => visit::refuse_or_fail(&mut form, error)?,
        }
    }
    visit.page_again(&deputy_page(id, candidate, form)).await
}

async fn suspend(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let said = "They are suspended, and signed out of this area";
    press(visit, &id, posted, ("membership.suspend", said), membership::suspend).await
}

async fn reactivate(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let said = "They can sign in again";
    press(visit, &id, posted, ("membership.reactivate", said), membership::reactivate).await
}

async fn invite_again(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let valid = validity(&visit);
    let step = move |cx: &mut Change<'_, '_>, id| membership::invite_again(cx, id, valid);
    press(visit, &id, posted, ("membership.invite_again", "Invitation sent again"), step).await
}

async fn reset_sign_in(visit: Visit, id: web::Path<String>, posted: Posted) -> Answer {
    let valid = Validity { lasts: visit.app.settings.reset, ..validity(&visit) };
    let step = move |cx: &mut Change<'_, '_>, id| membership::reset_sign_in(cx, id, valid);
    let said = "They are signed out everywhere, and a link to sign in anew is on its way";
    press(visit, &id, posted, ("membership.reset_sign_in", said), step).await
}

/// A step of one press on a person's page.
async fn press<F>(
    visit: Visit,
    id: &str,
    posted: Posted,
    (name, said): (&'static str, &'static str),
    step: F,
) -> Answer
where
    F: Fn(&mut Change<'_, '_>, MembershipId) -> Step<()> + Send + Sync + 'static,
{
    let Ok(id) = MembershipId::parse(id) else { return Err(visit.not_found("person").await) };
    match visit.change(name, &posted, move |cx| step(cx, id)).await {
        Ok(()) => Ok(visit.see_other(&address(id), said)),
        Err(error) => {
            let mut form = Form::empty();
            visit::refuse_or_fail(&mut form, error)?;
            let view = look(&visit, id.as_str()).await?;
            let version = view.colleague.membership.version;
            visit.page_again(&page(&visit, &view, form, version)).await
        }
    }
}
