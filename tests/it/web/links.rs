//! Every link that a person finds leads to a page of theirs.
use std::collections::{BTreeSet, VecDeque};

use marac::domain::actor::Member;

use crate::support::county::County;
use crate::support::http::Visitor;
use crate::support::sitting;
use crate::support::store::on_both;

/// The shape of an address: one page of each kind is enough.
fn shape(path: &str) -> String {
    let whole = path.split('?').next().unwrap_or_default();
    let part = |it: &str| if it.len() == 36 { "id".to_owned() } else { it.to_owned() };
    whole.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Follows every link from the first page on; gives the shapes of the addresses that were opened.
async fn follow_all(visitor: &mut Visitor) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut waiting = VecDeque::from([("/".to_owned(), "the start".to_owned())]);
    while let Some((path, from)) = waiting.pop_front() {
        if !seen.insert(shape(&path)) {
            continue;
        }
        let page = visitor.get(&path).await;
        assert_eq!(page.status, 200, "{path}, which {from} leads to");
        for link in page.links() {
            let href = link.href.split('#').next().unwrap_or_default();
            if href.starts_with('/') {
                waiting.push_back((href.to_owned(), path.clone()));
            }
        }
    }
    seen
}

on_both! {
    async fn every_link_leads_somewhere_for_everybody(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        sitting::give_research(&county, county.housing(), case.case).await;
        crate::support::referring::send(&county, county.police(), sitting::account("Jo Lee")).await;
        sitting::open(&county).await;
        let everybody: [(Member, usize); 8] = [
            (county.chair(), 30),
            (county.coordinator(), 30),
            (county.police(), 10),
            (county.housing(), 10),
            (county.idva(), 10),
            (county.childrens(), 10),
            (county.referrer(), 5),
            (county.administrator(), 15),
        ];
        for (who, at_least) in everybody {
            let mut visitor = county.visitor(who).await;
            let opened = follow_all(&mut visitor).await;
            assert!(opened.len() >= at_least, "only {opened:#?}");
        }
    }
}
