//! What every page has, and what a page type says about itself.
use serde::Serialize;

use crate::domain::text::Private;

/// A page: a typed value and the template that shows it.
///
/// The template sees the fields of the value by name, `layout` (the [`Layout`]) and `head` (what
/// the other items of this trait say).
pub trait Page: Serialize {
    /// The template's path under `templates/`, without its ending.
    const TEMPLATE: &'static str;
    /// The [`NavItem::section`] that this page belongs to, or blank.
    const SECTION: &'static str = "";
    /// Further classes of the page's body, such as `drm-live`.
    const BODY: &'static str = "";
    /// Whether it shows the main navigation; the meeting's room has its own.
    const NAVIGATION: bool = true;

    /// The title, which browsers keep in their history: references and dates, never a name.
    fn title(&self) -> String;

    /// Whether a form on the page has errors, so that its title says so first.
    fn failed(&self) -> bool {
        false
    }
}

/// What every page shows around its own content.
#[derive(Clone, Default, Serialize)]
pub struct Layout {
    /// The service's name: "Daily risk meeting".
    pub service: String,
    /// The area's name, once somebody has signed in.
    pub area: Option<String>,
    /// The rule for handling what is shown, at the top of each page and each printed sheet.
    pub handling: String,
    /// Whom to phone when something does not work, with the number: "the coordinator on 01632
    /// 960 145". None before an area has one.
    pub coordinator: Option<String>,
    /// Who is signed in.
    pub user: Option<User>,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// The token that each form carries, so that no other site can post it.
    pub csrf: String,
    /// A random seed of this page: each form makes its operation id from it.
    pub operation: String,
    /// The bar of the demo.
    pub demo: Option<DemoBar>,
    /// What has just happened, or what is wrong with the service.
    pub banner: Option<Banner>,
    /// Light, dark, or as the device says.
    pub theme: Theme,
    /// When the session ends without activity.
    pub session: Option<SessionClock>,
}

/// Who is signed in.
#[derive(Clone, Serialize)]
pub struct User {
    /// Name and role: "Priya Nair, chair".
    pub says: Private,
    /// The agency or way they signed in with.
    pub agency: String,
}

/// An entry of the main navigation.
#[derive(Clone, Default, Serialize)]
pub struct NavItem {
    /// What pages name in [`Page::SECTION`].
    pub section: &'static str,
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub text: String,
    /// How many things wait there.
    pub count: Option<Count>,
}

/// A number in the navigation.
#[derive(Clone, Serialize)]
pub struct Count {
    /// How many.
    pub number: u64,
    /// What they are, for those who hear the page: "to triage".
    pub says: String,
    /// How loud it is.
    pub kind: CountKind,
}

/// How loud a number is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CountKind {
    /// Waiting for this reader.
    #[default]
    Plain,
    /// Good to know.
    Quiet,
    /// Overdue.
    Alert,
}

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The bar of the demo: its clock, and buttons that move it.
#[derive(Clone, Default, Serialize)]
pub struct DemoBar {
    /// The demo's time: "8:34am on Thursday 12 February 2026".
    pub clock: String,
    /// Where the buttons post to.
    pub action: String,
    /// The moves on offer; each button posts its value as `to`.
    pub moves: Vec<DemoMove>,
    /// Other pages of the demo.
    pub links: Vec<Link>,
}

/// A move of the demo's clock.
#[derive(Clone, Serialize)]
pub struct DemoMove {
    /// What is posted.
    pub value: String,
    /// The button's words: "To 9am, referrals close".
    pub text: String,
}

/// A link.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub text: String,
}

/// A message at the top of the page.
#[derive(Clone, Serialize)]
pub struct Banner {
    /// Good news, or news.
    pub kind: BannerKind,
    /// One sentence.
    pub text: String,
    /// Where to go on from there.
    pub link: Option<Link>,
}

/// Whether a banner is good news.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BannerKind {
    /// What the reader asked for has been done.
    #[default]
    Success,
    /// Something to know.
    Important,
}

/// When the session ends, for the script that warns before it.
#[derive(Clone, Serialize)]
pub struct SessionClock {
    /// The whole time, in words: "20 minutes".
    pub says: String,
    /// Where "Stay signed in" posts the token to; the answer has no content.
    pub stay: String,
    /// Where the page goes when the session has ended.
    pub ended: String,
    /// Seconds without activity after which the page warns.
    pub warns_after: u64,
    /// Seconds without activity after which the session ends.
    pub ends_after: u64,
}

/// The value that a template gets.
#[derive(Serialize)]
pub(super) struct Whole<'a, P: Page> {
    pub(super) layout: &'a Layout,
    pub(super) head: Head,
    #[serde(flatten)]
    pub(super) page: &'a P,
}

/// What a page says about itself.
#[derive(Serialize)]
pub(super) struct Head {
    title: String,
    failed: bool,
    section: &'static str,
    body: &'static str,
    navigation: bool,
}

impl<'a, P: Page> Whole<'a, P> {
    pub(super) fn new(layout: &'a Layout, page: &'a P) -> Self {
        let head = Head {
            title: page.title(),
            failed: page.failed(),
            section: P::SECTION,
            body: P::BODY,
            navigation: P::NAVIGATION,
        };
        Self { layout, head, page }
    }
}
