//! Writes that wait for each other: each by itself, all of them durable.
use marac::domain::ids::AgencyId;
use marac::store::{self, StoreError, Tx};

use crate::support::county::County;
use crate::support::store::on_both;

/// Gives an agency another phone number.
fn call(tx: &mut Tx<'_>, county: &Known, number: usize) -> Result<(), StoreError> {
    let agencies = store::agency::list(tx, county.area)?;
    let mut agency = agencies.into_iter().find(|it| it.id == county.agencies[number]).unwrap();
    agency.phone = format!("01632 9600{number:02}");
    store::agency::update(tx, &mut agency)
}

/// What a writer needs of the county.
#[derive(Clone)]
struct Known {
    area: marac::domain::ids::AreaId,
    agencies: Vec<AgencyId>,
}

async fn known(county: &County) -> Known {
    let area = county.area;
    let agencies: Result<_, StoreError> =
        county.database.read(move |view| store::agency::list(view, area)).await;
    Known { area, agencies: agencies.unwrap().into_iter().map(|it| it.id).collect() }
}

on_both! {
    async fn of_many_at_once_those_that_fail_take_nothing_with_them(store) {
        let county = County::in_store(store).await;
        let known = known(&county).await;
        let writes = (0..known.agencies.len()).map(|number| {
            let (database, known) = (county.database.clone(), known.clone());
            tokio::spawn(async move {
                database
                    .write_grouped(move |tx| {
                        call(tx, &known, number)?;
                        if number.is_multiple_of(2) { Err(StoreError::NotFound) } else { Ok(()) }
                    })
                    .await
            })
        });
        for (number, write) in writes.collect::<Vec<_>>().into_iter().enumerate() {
            assert_eq!(write.await.unwrap().is_err(), number.is_multiple_of(2), "{number}");
        }
        for number in 0..known.agencies.len() {
            let query = format!(
                "SELECT count(*) AS count FROM agencies WHERE phone = '01632 9600{number:02}'"
            );
            assert_eq!(county.store.count(&query), i64::from(!number.is_multiple_of(2)), "{query}");
        }
    }

    async fn a_step_that_panics_is_answered_and_the_next_goes_on(store) {
        let county = County::in_store(store).await;
        let panics = county
            .database
            .write_grouped(|_tx| -> Result<(), StoreError> { panic!("a fault in a step") });
        assert!(matches!(panics.await, Err(StoreError::Interrupted)));
        let known = known(&county).await;
        let next = county.database.write_grouped(move |tx| call(tx, &known, 0)).await;
        next.unwrap();
        let query = "SELECT count(*) AS count FROM agencies WHERE phone = '01632 960000'";
        assert_eq!(county.store.count(query), 1);
    }
}
