//! What stands around the content of a page, for those who are signed in and those who are not.
use super::super::app::App;
use super::super::error::PageError;
use super::super::{demo, navigation};
use super::Visit;
use crate::domain::area::Area;
use crate::views::format;
use crate::views::page::{Banner, BannerKind, Layout, SessionClock, User};

impl Visit {
    /// What every page shows around its own content.
    pub(in crate::web) async fn layout(&self) -> Result<Layout, PageError> {
        let settings = &self.signed_in.area.settings;
        let nav = if self.signed_in.is_closed {
            Vec::new()
        } else {
            let waiting = self.look("navigation", crate::workflow::navigation::waiting).await?;
            navigation::items(self.member(), waiting)
        };
        let idle = self.app.settings.limits.idle_when(self.signed_in.in_meeting);
        let seconds = |length: chrono::TimeDelta| length.num_seconds().unsigned_abs();
        Ok(Layout {
            area: Some(self.signed_in.area.name.clone()),
            handling: settings.words.sharing_agreement.clone(),
            coordinator: coordinator(&self.signed_in.area),
            user: Some(User {
                says: navigation::who(&self.signed_in),
                agency: self.signed_in.agency.clone(),
            }),
            nav,
            banner: self.said.clone().map(|text| Banner {
                kind: BannerKind::Success,
                text,
                link: None,
            }),
            session: Some(SessionClock {
                says: format::duration(idle),
                stay: "/session".to_owned(),
                ended: "/signed-out".to_owned(),
                warns_after: seconds(idle - self.app.settings.warning),
                ends_after: seconds(idle),
            }),
            ..visitor_layout(&self.app, &self.token)
        })
    }
}

/// The layout before anybody is signed in.
pub(in crate::web) fn plain_layout(app: &App) -> Layout {
    Layout {
        service: "Daily risk meeting".to_owned(),
        operation: app.service.tools().random.uuid().to_string(),
        ..Layout::default()
    }
}

/// The layout for somebody who is not signed in, whose forms are tied to their browser.
pub(in crate::web) fn visitor_layout(app: &App, visitor: &str) -> Layout {
    Layout { csrf: app.csrf(visitor), demo: demo::bar(app), ..plain_layout(app) }
}

/// The coordinator with the phone number, when the area has given one.
fn coordinator(area: &Area) -> Option<String> {
    let phone = &area.settings.contact.coordinator_phone;
    (!phone.is_empty()).then(|| format!("the coordinator on {phone}"))
}
