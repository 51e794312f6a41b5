//! `marac account add`: somebody who can sign in, and the first area when there is none.
use std::io::Write;

use clap::Args;

use super::installation;
use crate::domain::account::LinkPurpose;
use crate::domain::actor::Actor;
use crate::domain::agency::Kind;
use crate::domain::area::Nation;
use crate::domain::session::Confirmed;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::store::InstallationKind;
use crate::workflow::installation::{self as steps, NewArea};
use crate::workflow::{Asker, Operation, Service, Step, StepError, operator, sign_in};

/// Who is added, and with which area.
#[derive(Clone, Debug, Args)]
pub struct Added {
    /// Their email address, which they sign in with.
    #[arg(long)]
    email: String,
    /// Their name.
    #[arg(long)]
    name: String,
    /// The area that they set up. Its settings are changed in the browser.
    #[arg(long, default_value = "New area")]
    area: String,
    /// Two to four capital letters that begin the area's case references.
    #[arg(long, default_value = "DR")]
    prefix: String,
    /// Their agency.
    #[arg(long, default_value = "Coordinating team")]
    agency: String,
}

/// Adds an administrator with an area to set up, and prints the link to choose a password by.
///
/// # Errors
/// Fails when another process serves the database, or something is missing or taken.
pub fn add(config: &Config, added: &Added, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    let database = installation::door(config, &key)?.open(InstallationKind::Live)?;
    let service = installation::service(config, &key, database, Clock::system())?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let link = runtime.block_on(add_to(&service, added.clone(), config.security.invitation));
    let link = link.map_err(|error| plain(&error))?;
    writeln!(out, "Added. To choose a password, open this once:")?;
    writeln!(out, "{}", config.server.address_of(&format!("/password/{link}")))?;
    Ok(())
}

async fn add_to(service: &Service, added: Added, lasts: chrono::TimeDelta) -> Step<String> {
    let asker = Asker {
        actor: Actor::Operator,
        name: "account.add",
        subject: String::new(),
        request: String::new(),
        confirmed: Confirmed::Lately,
    };
    let real_now = service.clock().real_now();
    let link = service
        .change(asker, Operation::OfItself, move |cx| {
            let account = operator::add_account(cx, &added.email, &added.name)?;
            steps::add_area(cx, account, &new_area(&added))?;
            sign_in::new_link(cx, account, LinkPurpose::Invitation, real_now, lasts)
        })
        .await?;
    Ok(sign_in::link_token(service.tools(), link))
}

fn new_area(added: &Added) -> NewArea {
    NewArea {
        name: added.area.clone(),
        prefix: added.prefix.clone(),
        nation: Nation::default(),
        agency: added.agency.clone(),
        agency_kind: Kind::Other,
    }
}

/// A refusal in plain lines.
fn plain(error: &StepError) -> anyhow::Error {
    match error {
        StepError::Refused(refused) => {
            let lines: Vec<&str> = refused.problems.iter().map(|it| it.text.as_str()).collect();
            anyhow::anyhow!(lines.join("\n"))
        }
        other => anyhow::anyhow!(other.to_string()),
    }
}
