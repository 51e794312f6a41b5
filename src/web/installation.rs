//! The areas of an installation.

use super::account;
use super::answer::Answer;
use super::posted::Posted;
use super::routes::{Routes, get, post};
use super::settings::{self, choices, word};
use super::visit::{self, Visit};
use crate::domain::agency::Kind;
use crate::domain::area::Nation;
use crate::views::form::Form;
use crate::views::installation::{AddArea, Areas};
use crate::workflow::installation::{self, NewArea};

const LIST: &str = "/settings/areas";

pub(super) fn routes(routes: &mut Routes) {
    routes.on(get!(LIST), index).on(post!(LIST), create).on(get!("/settings/areas/new"), new);
}

async fn index(visit: Visit) -> Answer {
    let places = visit.look("areas", installation::places).await?;
    let (tabs, places) = (settings::tabs(&visit, "Areas"), account::rows(&visit, &places));
    visit.page(&Areas { tabs, places }).await
}

async fn new(visit: Visit) -> Answer {
    visit.page(&page(Form::new([("nation", Nation::default().as_str())]))).await
}

fn page(form: Form) -> AddArea {
    AddArea {
        form,
        nations: choices(Nation::ALL, Nation::as_str, Nation::shown),
        kinds: choices(Kind::ALL, Kind::as_str, Kind::shown),
    }
}

fn read(form: &mut Form) -> Option<NewArea> {
    let name = form.required("name", "the name of the area", 100);
    let prefix = form.required("prefix", "two to four capital letters, such as NS", 4);
    let nation = word(form, "nation", "whose bank holidays it keeps", Nation::parse);
    let agency = form.required("agency", "the name of your agency there", 100);
    let kind = word(form, "kind", "what kind of agency it is", Kind::parse);
    Some(NewArea {
        name: name?,
        prefix: prefix?,
        nation: nation?,
        agency: agency?,
        agency_kind: kind?,
    })
}

async fn create(visit: Visit, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    if let Some(new) = read(&mut form) {
        let account = visit.member().account;
        let step =
            visit.change("area.add", &posted, move |cx| installation::add_area(cx, account, &new));
        match step.await {
            Ok(_) => return Ok(visit.see_other(LIST, "Area added")),
            Err(error) => visit::refuse_or_fail(&mut form, error)?,
        }
    }
    visit.page_again(&page(form)).await
}
