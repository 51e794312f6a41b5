//! What an agency answers, as its form posts and shows it.
use crate::domain::research::{Known, Research, Share, State};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::research::{Answer, Done};

/// What is saved, as the form posts it.
pub(super) fn saved(research: &Research) -> Form {
    let known = [
        ("victim", research.known.victim),
        ("perpetrator", research.known.perpetrator),
        ("children", research.known.children),
        ("none", research.state == State::NothingHeld),
    ];
    let ticked = known.into_iter().filter(|it| it.1).map(|it| ("known", it.0));
    let rest = [
        ("text", research.text.reveal()),
        ("share", research.share.as_str()),
        ("not_minuted", research.not_minuted.reveal()),
        ("chair_only", research.chair_only.reveal()),
        ("offer", research.offer.reveal()),
    ];
    Form::new(ticked.chain(rest))
}

/// The answer in a form; none when something cannot be read.
pub(super) fn read(form: &mut Form) -> Option<(Answer, Done)> {
    let ticked = form.many("known", "who is known", |it| {
        ["victim", "perpetrator", "children", "none"].contains(&it).then(|| it.to_owned())
    });
    let text = form.optional("text", "what the meeting needs to know", 4_000);
    let share = form.choice("share", "how far this may go", |it| Share::parse(it).ok());
    let not_minuted = form.optional("not_minuted", "what is not to be minuted", 2_000);
    let chair_only = form.optional("chair_only", "what is for the chair only", 2_000);
    let offer = form.optional("offer", "the action", 500);
    let done = if form.value("done") == "draft" { Done::Draft } else { Done::Returned };
    let (ticked, share) = (ticked?, share?);
    if form.failed() {
        return None;
    }
    let is = |it: &str| ticked.iter().any(|ticked| ticked == it);
    let private = |it: Option<String>| Private::new(it.unwrap_or_default());
    let given = Answer {
        known: Known {
            victim: is("victim"),
            perpetrator: is("perpetrator"),
            children: is("children"),
        },
        nothing_held: is("none"),
        text: private(text),
        share,
        not_minuted: private(not_minuted),
        chair_only: private(chair_only),
        offer: private(offer),
    };
    Some((given, done))
}
