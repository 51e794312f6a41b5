//! The record forged in every way behind the program's back: the check against checkpoints finds
//! each forgery and names the entry where one can be named, and blames no honest record.
mod deed;
mod honest;
mod record;

use marac::domain::audit::BrokenChain;

use self::deed::{Forger, Forgery};
use self::record::Record;
use super::super::figure;
use crate::support::store::on_both;

on_both! {
    async fn whatever_is_forged_in_the_record_is_found(store) {
        let name = store.name();
        let record = Record::make(store).await;
        let whole = record.check(&record.checkpoints).await.unwrap();
        assert!(whole.entries > 60 && whole.checkpoints >= 6, "{whole:?}");
        let mut forger = Forger::new(&record);
        let (mut missed, mut misnamed, mut blamed) = (Vec::new(), Vec::new(), Vec::new());
        let times = figure::times(60, 1_000);
        for number in 0..times {
            let forgery = forger.forge(number);
            record.store().execute(&forgery.orders);
            match record.check(&record.checkpoints).await {
                Ok(_) => missed.push(forgery.what.clone()),
                Err(found) if !is_named(&forgery, &found) => {
                    misnamed.push(format!("{}: {found}", forgery.what));
                }
                Err(_) => {}
            }
            record.put_back();
            if let Err(found) = record.check(&record.checkpoints).await {
                blamed.push(format!("put back after {}: {found}", forgery.what));
            }
        }
        let ways = forger.ways();
        figure::print(&format!("access.forgery_ways.{name}"), ways, "ways");
        figure::print_of(&format!("access.forgeries_misnamed.{name}"), misnamed.len(), "forgeries", times);
        figure::judge(&format!("access.forgeries_missed.{name}"), &missed, "forgeries", times);
        figure::judge(&format!("access.false_alarms_put_back.{name}"), &blamed, "records", times);
        assert!(misnamed.is_empty(), "\n{}", misnamed.join("\n"));
    }
}

/// Whether the entry that was found is the one that was forged, where there is one.
fn is_named(forgery: &Forgery, found: &BrokenChain) -> bool {
    forgery.entry.as_ref().is_none_or(|it| *it == (found.chain.clone(), found.sequence))
}
