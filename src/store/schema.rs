//! The tables, as both databases have them. A test compares this with what the migrations make.

diesel::table! {
    installation (id) {
        id -> Integer,
        kind -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    areas (id) {
        id -> Text,
        name -> Text,
        prefix -> Text,
        settings -> Text,
        statement_version -> Integer,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    statements (area_id, version) {
        area_id -> Text,
        version -> Integer,
        text -> Text,
        made_by -> Nullable<Text>,
        made_at -> Timestamp,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        phone -> Text,
        password -> Nullable<Text>,
        state -> Text,
        version -> Integer,
        created_at -> Timestamp,
        signed_in_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_in_links (id) {
        id -> Text,
        account_id -> Text,
        purpose -> Text,
        made_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    agencies (area_id, id) {
        area_id -> Text,
        id -> Text,
        name -> Text,
        kind -> Text,
        ask_rule -> Text,
        lead_id -> Nullable<Text>,
        phone -> Text,
        active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memberships (area_id, id) {
        area_id -> Text,
        id -> Text,
        account_id -> Text,
        agency_id -> Text,
        roles -> Text,
        job_title -> Text,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        suspended -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Text,
        id -> Text,
        account_id -> Text,
        membership_id -> Text,
        area_id -> Text,
        factors -> Text,
        granted -> Text,
        started_at -> Timestamp,
        seen_at -> Timestamp,
        confirmed_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    authenticators (account_id) {
        account_id -> Text,
        seed -> Text,
        last_step -> BigInt,
        made_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (account_id, code_hash) {
        account_id -> Text,
        code_hash -> Text,
        made_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    challenges (token_hash) {
        token_hash -> Text,
        account_id -> Text,
        awaited -> Text,
        tries -> Integer,
        granted -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    identities (issuer, subject) {
        issuer -> Text,
        subject -> Text,
        account_id -> Text,
        made_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    passkeys (id) {
        id -> Text,
        account_id -> Text,
        name -> Text,
        credential_id -> Text,
        credential -> Text,
        made_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    mail_domains (area_id, domain) {
        area_id -> Text,
        domain -> Text,
        rule -> Text,
        reason -> Text,
        set_by -> Text,
        set_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    meetings (area_id, id) {
        area_id -> Text,
        id -> Text,
        slug -> Text,
        day -> Date,
        rule_day -> Nullable<Date>,
        is_by_hand -> Bool,
        kind -> Text,
        state -> Text,
        starts_at -> Timestamp,
        cutoff_at -> Nullable<Timestamp>,
        research_due_at -> Timestamp,
        publish_at -> Timestamp,
        place -> Text,
        join_link -> Text,
        minutes_per_case -> Integer,
        chair_id -> Nullable<Text>,
        substitute_id -> Nullable<Text>,
        minute_taker_id -> Nullable<Text>,
        agenda -> Text,
        agenda_version -> Integer,
        published_at -> Nullable<Timestamp>,
        told_version -> Integer,
        told_at -> Nullable<Timestamp>,
        opened_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        reason -> Text,
        current_id -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    cases (area_id, id) {
        area_id -> Text,
        id -> Text,
        reference -> Text,
        restriction -> Text,
        safe_contact -> Text,
        joined_to -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    people (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        part -> Text,
        name -> Text,
        name_key -> Text,
        born_on -> Nullable<Date>,
        particulars -> Text,
        position -> Integer,
        version -> Integer,
    }
}

diesel::table! {
    referrals (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        agency_id -> Text,
        account_id -> Text,
        stage -> Text,
        received_at -> Timestamp,
        incident_on -> Date,
        score -> Nullable<Integer>,
        account -> Text,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decision_reason -> Text,
        decision_note -> Text,
        version -> Integer,
    }
}

diesel::table! {
    notes (area_id, id) {
        area_id -> Text,
        id -> Text,
        referral_id -> Text,
        kind -> Text,
        text -> Text,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    drafts (area_id, id) {
        area_id -> Text,
        id -> Text,
        account_id -> Text,
        body -> Text,
        saved_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    listings (area_id, id) {
        area_id -> Text,
        id -> Text,
        meeting_id -> Text,
        case_id -> Text,
        referral_id -> Text,
        previous_id -> Nullable<Text>,
        state -> Text,
        is_emergency -> Bool,
        late_reason -> Text,
        minutes -> Nullable<Integer>,
        pin -> Nullable<Integer>,
        risk_level -> Nullable<Text>,
        decision -> Text,
        disposition -> Nullable<Text>,
        disposition_reason -> Text,
        disposition_on -> Nullable<Date>,
        duplicate_of_id -> Nullable<Text>,
        heard_from -> Nullable<Timestamp>,
        heard_to -> Nullable<Timestamp>,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    agenda_changes (area_id, id) {
        area_id -> Text,
        id -> Text,
        meeting_id -> Text,
        listing_id -> Text,
        agenda_version -> Integer,
        kind -> Text,
        reason -> Text,
        made_by -> Nullable<Text>,
        made_at -> Timestamp,
    }
}

diesel::table! {
    research (area_id, id) {
        area_id -> Text,
        id -> Text,
        listing_id -> Text,
        case_id -> Text,
        agency_id -> Text,
        state -> Text,
        asked_at -> Timestamp,
        told_at -> Nullable<Timestamp>,
        opened_at -> Nullable<Timestamp>,
        chased_at -> Nullable<Timestamp>,
        returned_at -> Nullable<Timestamp>,
        returned_by -> Nullable<Text>,
        is_late -> Bool,
        known -> Text,
        text -> Text,
        share -> Text,
        not_minuted -> Text,
        chair_only -> Text,
        offer -> Text,
        version -> Integer,
    }
}

diesel::table! {
    contacts (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        account_id -> Text,
        tried_at -> Timestamp,
        method -> Text,
        outcome -> Text,
        note -> Text,
    }
}

diesel::table! {
    views (area_id, listing_id) {
        area_id -> Text,
        listing_id -> Text,
        text -> Text,
        none_reason -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    attendances (area_id, id) {
        area_id -> Text,
        id -> Text,
        meeting_id -> Text,
        account_id -> Nullable<Text>,
        name -> Text,
        agency_id -> Text,
        presence -> Text,
        is_observer -> Bool,
        acknowledged_at -> Nullable<Timestamp>,
        acknowledged_by -> Nullable<Text>,
        statement_version -> Nullable<Integer>,
        version -> Integer,
    }
}

diesel::table! {
    contributions (area_id, id) {
        area_id -> Text,
        id -> Text,
        listing_id -> Text,
        agency_id -> Text,
        text -> Text,
        share -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    risks (area_id, id) {
        area_id -> Text,
        id -> Text,
        listing_id -> Text,
        position -> Integer,
        subject -> Text,
        person_id -> Nullable<Text>,
        text -> Text,
        level -> Text,
        no_action_reason -> Text,
        version -> Integer,
    }
}

diesel::table! {
    actions (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        listing_id -> Text,
        risk_id -> Nullable<Text>,
        kind -> Text,
        agency_id -> Text,
        owner_id -> Text,
        text -> Text,
        due_on -> Date,
        due_at -> Nullable<Timestamp>,
        first_due_on -> Date,
        state -> Text,
        closed_at -> Nullable<Timestamp>,
        closed_by -> Nullable<Text>,
        outcome -> Text,
        asked_due_on -> Nullable<Date>,
        asked_reason -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    action_events (area_id, id) {
        area_id -> Text,
        id -> Text,
        action_id -> Text,
        kind -> Text,
        change -> Text,
        note -> Text,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    tasks (area_id, id) {
        area_id -> Text,
        id -> Text,
        kind -> Text,
        subject -> Text,
        made_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
        done_by -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    minutes (area_id, meeting_id, version) {
        area_id -> Text,
        meeting_id -> Text,
        version -> Integer,
        state -> Text,
        content -> Text,
        digest -> Text,
        change_note -> Text,
        made_at -> Timestamp,
        approved_at -> Nullable<Timestamp>,
        approved_by -> Nullable<Text>,
        send_at -> Nullable<Timestamp>,
        stopped_at -> Nullable<Timestamp>,
        corrections_until -> Nullable<Timestamp>,
        row_version -> Integer,
    }
}

diesel::table! {
    minutes_copies (area_id, meeting_id, version, account_id) {
        area_id -> Text,
        meeting_id -> Text,
        version -> Integer,
        account_id -> Text,
        number -> Integer,
        route -> Text,
        message_id -> Nullable<Text>,
        read_at -> Nullable<Timestamp>,
        confirmed_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    messages (area_id, id) {
        area_id -> Text,
        id -> Text,
        account_id -> Text,
        notice -> Text,
        kind -> Text,
        meeting_id -> Nullable<Text>,
        once -> Text,
        delivery -> Text,
        not_before -> Timestamp,
        attempts -> Integer,
        leased_until -> Nullable<Timestamp>,
        last_answer -> Text,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    operations (area_id, id) {
        area_id -> Text,
        id -> Text,
        account_id -> Text,
        step -> Text,
        digest -> Text,
        filled_in -> Text,
        answer -> Text,
        made_at -> Timestamp,
        cases -> Text,
    }
}

diesel::table! {
    entries (chain, sequence) {
        chain -> Text,
        sequence -> BigInt,
        id -> Text,
        area_id -> Nullable<Text>,
        account_id -> Nullable<Text>,
        membership_id -> Nullable<Text>,
        deed -> Text,
        name -> Text,
        cases -> Text,
        subject -> Text,
        request -> Text,
        at -> Timestamp,
        previous -> Text,
        hash -> Text,
        agency_id -> Nullable<Text>,
        roles -> Text,
        reason -> Text,
    }
}

diesel::table! {
    entry_cases (area_id, case_id, at, sequence) {
        area_id -> Text,
        case_id -> Text,
        at -> Timestamp,
        sequence -> BigInt,
    }
}

diesel::table! {
    marks (area_id, job, occasion) {
        area_id -> Text,
        job -> Text,
        occasion -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    protected_contacts (area_id, case_id) {
        area_id -> Text,
        case_id -> Text,
        address -> Text,
        phones -> Text,
        school -> Text,
        workplace -> Text,
        changed_by -> Text,
        changed_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    leaves (area_id, case_id, account_id) {
        area_id -> Text,
        case_id -> Text,
        account_id -> Text,
        given_by -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    shows (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        account_id -> Text,
        reason -> Text,
        asked_at -> Timestamp,
        shown_at -> Timestamp,
    }
}

diesel::table! {
    lowerings (area_id, subject) {
        area_id -> Text,
        subject -> Text,
        value -> Text,
        reason -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    untold (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        name -> Text,
        relation -> Text,
        email -> Text,
        phone -> Text,
        address -> Text,
        employer -> Text,
        added_by -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    checked_recipients (area_id, case_id, account_id) {
        area_id -> Text,
        case_id -> Text,
        account_id -> Text,
        verdict -> Text,
        checked_by -> Text,
        checked_at -> Timestamp,
    }
}

diesel::table! {
    stops (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Nullable<Text>,
        words -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        asked_by -> Nullable<Text>,
        lifted_by -> Nullable<Text>,
        lifted_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    exclusions (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        account_id -> Nullable<Text>,
        agency_id -> Nullable<Text>,
        interest -> Text,
        reason -> Text,
        recorded_by -> Nullable<Text>,
        recorded_at -> Timestamp,
        state -> Text,
        ruled_by -> Nullable<Text>,
        ruled_at -> Nullable<Timestamp>,
        ruling -> Text,
        replacement_id -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    reports (area_id, id) {
        area_id -> Text,
        id -> Text,
        words -> Text,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    case_names (area_id, case_id, account_id) {
        area_id -> Text,
        case_id -> Text,
        account_id -> Text,
        named_by -> Text,
        named_at -> Timestamp,
    }
}

diesel::table! {
    openings (area_id, id) {
        area_id -> Text,
        id -> Text,
        case_id -> Text,
        account_id -> Text,
        need -> Text,
        reason -> Text,
        asked_at -> Timestamp,
        second_id -> Text,
        confirmed_at -> Nullable<Timestamp>,
        ends_at -> Timestamp,
        version -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    installation,
    areas,
    statements,
    accounts,
    sign_in_links,
    agencies,
    memberships,
    sessions,
    mail_domains,
    meetings,
    cases,
    people,
    referrals,
    notes,
    drafts,
    listings,
    agenda_changes,
    research,
    contacts,
    views,
    attendances,
    contributions,
    risks,
    actions,
    action_events,
    tasks,
    minutes,
    minutes_copies,
    messages,
    operations,
    entries,
    entry_cases,
    marks,
    protected_contacts,
    leaves,
    shows,
    lowerings,
    untold,
    checked_recipients,
    stops,
    reports,
    exclusions,
    case_names,
    openings,
);
