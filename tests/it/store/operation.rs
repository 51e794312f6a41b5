//! The same form sent again, many times at once.
use marac::domain::ids::OperationId;
use marac::domain::text::Private;
use marac::workflow::{Operation, Step, StepError, referral};

use crate::support::county::County;
use crate::support::referring::draft;
use crate::support::sitting;
use crate::support::store::on_both;

/// Sends a referral, whatever was sent before.
async fn send(sender: Sender, filled_in: &'static str) -> Step<referral::Sent> {
    let draft = draft();
    let step = move |cx: &mut marac::workflow::Change<'_, '_>| {
        referral::send(cx, draft, 0, &Private::default(), sitting::account("Jo Lee"))
    };
    let operation = Operation::of_form(sender.id, filled_in);
    sender.service.change(County::asker(&sender.who, "test.refer"), operation, step).await
}

/// What a sender needs of the county.
#[derive(Clone)]
struct Sender {
    service: marac::workflow::Service,
    who: marac::domain::actor::Member,
    id: OperationId,
}

on_both! {
    async fn sent_twelve_times_at_once_it_is_done_once_and_all_have_the_first_answer(store) {
        let county = County::in_store(store).await;
        let id = OperationId::from_uuid(uuid::Uuid::new_v4());
        let sender = Sender { service: county.service.clone(), who: county.police(), id };
        let sends: Vec<_> =
            (0..12).map(|_| tokio::spawn(send(sender.clone(), "the_same=1"))).collect();
        let mut answers = Vec::new();
        for it in sends {
            answers.push(it.await.unwrap().unwrap());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM referrals"), 1);
        let other = send(sender, "something=else").await;
        assert!(matches!(other, Err(StepError::SavedBefore(first)) if first.reveal() == "the_same=1"));
        assert_eq!(county.store.count("SELECT count(*) AS count FROM referrals"), 1);
    }
}
