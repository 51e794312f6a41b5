//! A permission that was checked somewhere, and not on the thing that was asked for.
use super::scene::Still;
use crate::support::store::on_both;
use crate::sweep::harvest;
use crate::sweep::role::Who;
use crate::sweep::sample::filled;
use crate::sweep::table::TABLE;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// Addresses of the table that name a meeting and nothing besides.
fn of_meetings(method: &str) -> Vec<(&'static str, &'static str)> {
    let rows = TABLE.iter().filter(|it| it.0 == method && it.1.starts_with("/meetings/{"));
    rows.filter(|it| it.1.matches('{').count() == 1).map(|it| (it.1, it.2)).collect()
}

on_both! {
    /// Whoever might read some meetings read any of them by its number.
    async fn openproject_cve_2026_22605_a_meeting_of_others_is_read(store) {
        let world = World::in_store(store).await;
        let mut chair = Walker::of(&world, Who::Chair).await;
        let mut theirs = Walker::stranger(&world).await;
        let mut read = 0;
        for (example, _) in of_meetings("GET") {
            let path = world.places.elsewhere(example).unwrap();
            assert_eq!(chair.fault(&chair.clone().ask("GET", &path, "").await), None, "{path}");
            read += usize::from(theirs.ask("GET", &path, "").await.status == 200);
        }
        // Those to whom the meeting belongs read it there.
        assert!(read >= 5, "{read}");
        let own = chair.ask("GET", &world.places.path("/meetings/{live}"), "").await;
        assert_eq!(own.status, 200);
    }

    /// Items were put into the agenda of any meeting by counting the numbers of its sections.
    async fn openproject_cve_2026_40896_an_agenda_of_others_is_written_to(store) {
        let world = World::in_store(store).await;
        let mut coordinator = Walker::of(&world, Who::Coordinator).await;
        let still = Still::of(&world.county.store);
        for (example, fields) in of_meetings("POST") {
            // Own things into a meeting elsewhere.
            let path = world.places.elsewhere(example).unwrap();
            let fields = world.places.path(fields);
            let answer = coordinator.ask("POST", &path, &fields).await;
            assert_eq!(coordinator.fault(&answer), None, "{path}");
        }
        // Things from elsewhere into an own meeting, and numbers in their place.
        let places = "/meetings/{coming}/agenda/places";
        let change = "/meetings/{coming}/agenda/change";
        let add = "/meetings/{coming}/agenda/add";
        for (example, fields) in [
            (places, "step={it}:up"),
            (change, "do=minutes&items={it}&minutes=9"),
            (change, "do=remove&items={it}&reason=Ended"),
            (change, "do=defer&items={it}&reason=Late"),
            (add, "listing={it}&reason=Urgent"),
        ] {
            let theirs = world.places.path("{other_listing}");
            for it in [theirs.as_str(), "1", "2", "-1", "00000000-0000-0000-0000-000000000001"] {
                let path = world.places.path(example);
                coordinator.ask("POST", &path, &fields.replace("{it}", it)).await;
                still.assert_unchanged(&format!("{path} with {it}"));
            }
        }
        let fields = world.places.path("do=minutes&items={coming_listing}&minutes=9");
        let own = coordinator.ask("POST", &world.places.path(change), &fields).await;
        assert_eq!(own.status, 303);
        assert!(!still.changes().is_empty(), "an own item is given minutes");
    }

    /// What was sent was put into the thing before it was asked whether that might be.
    async fn openproject_cve_2026_44732_attributes_come_before_the_check(store) {
        let world = World::in_store(store).await;
        let mut housing = Walker::of(&world, Who::Representative).await;
        let still = Still::of(&world.county.store);
        let smuggled = format!(
            "area={area}&area_id={area}&project_id=1&case={case}&case_id={case}&agency={agency}",
            area = world.county.area,
            case = world.places.path("{heard_case}"),
            agency = world.county.housing().agency,
        );
        for example in ["/actions/{open_action}/update", "/actions/{open_action}/give"] {
            let path = world.places.elsewhere(example).unwrap();
            let fields = format!("state=done&outcome=Done&version=1&{smuggled}");
            let answer = housing.ask("POST", &path, &fields).await;
            assert_eq!(housing.fault(&answer), None, "{path}");
        }
        still.assert_unchanged("an action of another area with an own area");
        // The same with an own action: it is closed, and stays where it is.
        let path = world.places.path("/actions/{open_action}");
        let page = harvest::open(&mut housing, &path).await.unwrap();
        let form = page.presses().into_iter().find(|it| it.action.ends_with("/update")).unwrap();
        let mut form = filled(&form, "Done today");
        let area = "SELECT id AS text FROM areas WHERE name = 'Southshire'";
        let area = world.county.store.texts(area).remove(0);
        let case = world.places.path("{other_case}");
        for (name, value) in [("area_id", &area), ("area", &area), ("case_id", &case)] {
            form = form.put(name, value);
        }
        let row = "SELECT area_id || ' ' || case_id || ' ' || agency_id AS text FROM actions \
            WHERE id = '{open_action}'";
        let before = world.county.store.texts(&world.places.path(row));
        assert_eq!(housing.send_form(&form).await.status, 303);
        assert_eq!(world.county.store.texts(&world.places.path(row)), before);
        assert!(!still.changes().is_empty(), "an own action is closed");
    }

    /// A change was refused, and what it causes had happened already.
    async fn openproject_cve_2026_30239_the_effect_comes_before_the_check(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        let still = Still::of(&world.county.store);
        // Each of these sends mail, ends sessions or frees an agency when it is allowed.
        for (who, path, fields) in [
            ('o', "/meetings/{drafted}/minutes/approve", "version=1"),
            ('o', "/meetings/{leaving}/minutes/sends/stop", ""),
            ('o', "/meetings/{stopped}/minutes/sends/release", ""),
            ('r', "/research/{live}/chase", "agency={agency}"),
            ('r', "/meetings/{coming}/agenda/publish", "agenda=1"),
            ('i', "/mail/{message}/retry", ""),
            ('r', "/settings/people/{membership}/suspension", ""),
            ('c', "/cases/{heard_case}/protected/people", "membership={membership}"),
        ] {
            let (path, fields) = (world.places.path(path), world.places.path(fields));
            let walker = walkers.iter_mut().find(|it| it.letter() == who).unwrap();
            let answer = walker.ask("POST", &path, &fields).await;
            assert_eq!(walker.fault(&answer), None, "{path}");
            still.assert_unchanged(&path);
        }
        let chair = walkers.iter_mut().find(|it| it.letter() == 'c').unwrap();
        let path = world.places.path("/meetings/{drafted}/minutes");
        let page = harvest::open(chair, &path).await.unwrap();
        let approve = page.presses().into_iter().find(|it| it.action.ends_with("/approve"));
        let approve = filled(&approve.unwrap(), "Read and agreed");
        let answer = chair.send_form(&approve).await;
        answer.expect_status(303);
        let changes = still.changes();
        assert!(changes.iter().any(|it| it.starts_with("messages")), "{changes:#?}");
    }
}
