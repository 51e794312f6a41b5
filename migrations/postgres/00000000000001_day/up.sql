-- The tables of a meeting day. Every table of an area's data carries the area, and its keys and
-- indexes begin with it, so that an installation can be divided by area.
CREATE TABLE installation (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE areas (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    settings TEXT NOT NULL,
    statement_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (prefix)
);

CREATE TABLE statements (
    area_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    made_by TEXT,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, version),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);

CREATE TABLE accounts (
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    password TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    signed_in_at TIMESTAMP,
    PRIMARY KEY (id),
    UNIQUE (email)
);

CREATE TABLE sign_in_links (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (id),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX sign_in_links_account_id ON sign_in_links (account_id);

CREATE TABLE agencies (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    ask_rule TEXT NOT NULL,
    lead_id TEXT,
    phone TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, name),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);

CREATE TABLE memberships (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    roles TEXT NOT NULL,
    job_title TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    suspended BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    FOREIGN KEY (area_id, agency_id) REFERENCES agencies (area_id, id)
);
CREATE INDEX memberships_area_id_account_id ON memberships (area_id, account_id);
CREATE INDEX memberships_account_id ON memberships (account_id);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    FOREIGN KEY (area_id, membership_id) REFERENCES memberships (area_id, id)
);
CREATE INDEX sessions_account_id ON sessions (account_id);

CREATE TABLE mail_domains (
    area_id TEXT NOT NULL,
    domain TEXT NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, domain),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);

CREATE TABLE meetings (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    slug TEXT NOT NULL,
    day DATE NOT NULL,
    rule_day DATE,
    is_by_hand BOOLEAN NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    cutoff_at TIMESTAMP,
    research_due_at TIMESTAMP NOT NULL,
    publish_at TIMESTAMP NOT NULL,
    place TEXT NOT NULL,
    join_link TEXT NOT NULL,
    minutes_per_case INTEGER NOT NULL,
    chair_id TEXT,
    substitute_id TEXT,
    minute_taker_id TEXT,
    agenda TEXT NOT NULL,
    agenda_version INTEGER NOT NULL,
    published_at TIMESTAMP,
    told_version INTEGER NOT NULL,
    told_at TIMESTAMP,
    opened_at TIMESTAMP,
    closed_at TIMESTAMP,
    reason TEXT NOT NULL,
    current_id TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, slug),
    UNIQUE (area_id, rule_day),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);
CREATE INDEX meetings_area_id_day ON meetings (area_id, day);
CREATE INDEX meetings_area_id_state_day ON meetings (area_id, state, day);

CREATE TABLE cases (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    reference TEXT NOT NULL,
    restriction TEXT NOT NULL,
    safe_contact TEXT NOT NULL,
    joined_to TEXT,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, reference),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);

CREATE TABLE people (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    part TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    born_on DATE,
    particulars TEXT NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX people_area_id_case_id ON people (area_id, case_id);
CREATE INDEX people_area_id_name_key_born_on ON people (area_id, name_key, born_on);

CREATE TABLE referrals (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    incident_on DATE NOT NULL,
    score INTEGER,
    account TEXT NOT NULL,
    decided_by TEXT,
    decided_at TIMESTAMP,
    decision_reason TEXT NOT NULL,
    decision_note TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id),
    FOREIGN KEY (area_id, agency_id) REFERENCES agencies (area_id, id)
);
CREATE INDEX referrals_area_id_stage_received_at ON referrals (area_id, stage, received_at);
CREATE INDEX referrals_area_id_case_id_received_at ON referrals (area_id, case_id, received_at);
CREATE INDEX referrals_area_id_received_at_case_id ON referrals (area_id, received_at, case_id);
CREATE INDEX referrals_area_id_account_id_received_at ON referrals (area_id, account_id, received_at);

CREATE TABLE notes (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, referral_id) REFERENCES referrals (area_id, id)
);
CREATE INDEX notes_area_id_referral_id_made_at ON notes (area_id, referral_id, made_at);

CREATE TABLE drafts (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX drafts_area_id_account_id_saved_at ON drafts (area_id, account_id, saved_at);

CREATE TABLE listings (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    previous_id TEXT,
    state TEXT NOT NULL,
    is_emergency BOOLEAN NOT NULL,
    late_reason TEXT NOT NULL,
    minutes INTEGER,
    pin INTEGER,
    risk_level TEXT,
    decision TEXT NOT NULL,
    disposition TEXT,
    disposition_reason TEXT NOT NULL,
    disposition_on DATE,
    duplicate_of_id TEXT,
    heard_from TIMESTAMP,
    heard_to TIMESTAMP,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, meeting_id) REFERENCES meetings (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id),
    FOREIGN KEY (area_id, referral_id) REFERENCES referrals (area_id, id)
);
CREATE INDEX listings_area_id_meeting_id_state_created_at ON listings (area_id, meeting_id, state, created_at);
CREATE INDEX listings_area_id_case_id_state_created_at ON listings (area_id, case_id, state, created_at);
CREATE INDEX listings_area_id_state_created_at ON listings (area_id, state, created_at);

CREATE TABLE agenda_changes (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    agenda_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, meeting_id) REFERENCES meetings (area_id, id),
    FOREIGN KEY (area_id, listing_id) REFERENCES listings (area_id, id)
);
CREATE INDEX agenda_changes_area_id_meeting_id_made_at ON agenda_changes (area_id, meeting_id, made_at);
CREATE INDEX agenda_changes_area_id_listing_id ON agenda_changes (area_id, listing_id);

CREATE TABLE research (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    told_at TIMESTAMP,
    opened_at TIMESTAMP,
    chased_at TIMESTAMP,
    returned_at TIMESTAMP,
    returned_by TEXT,
    is_late BOOLEAN NOT NULL,
    known TEXT NOT NULL,
    text TEXT NOT NULL,
    share TEXT NOT NULL,
    not_minuted TEXT NOT NULL,
    chair_only TEXT NOT NULL,
    offer TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, listing_id, agency_id),
    FOREIGN KEY (area_id, listing_id) REFERENCES listings (area_id, id),
    FOREIGN KEY (area_id, agency_id) REFERENCES agencies (area_id, id)
);
CREATE INDEX research_area_id_case_id ON research (area_id, case_id);

CREATE TABLE contacts (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    tried_at TIMESTAMP NOT NULL,
    method TEXT NOT NULL,
    outcome TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX contacts_area_id_case_id_tried_at ON contacts (area_id, case_id, tried_at);

CREATE TABLE views (
    area_id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    text TEXT NOT NULL,
    none_reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, listing_id),
    FOREIGN KEY (area_id, listing_id) REFERENCES listings (area_id, id)
);

CREATE TABLE attendances (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    account_id TEXT,
    name TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    presence TEXT NOT NULL,
    is_observer BOOLEAN NOT NULL,
    acknowledged_at TIMESTAMP,
    acknowledged_by TEXT,
    statement_version INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, meeting_id, account_id),
    FOREIGN KEY (area_id, meeting_id) REFERENCES meetings (area_id, id),
    FOREIGN KEY (area_id, agency_id) REFERENCES agencies (area_id, id)
);
CREATE INDEX attendances_area_id_account_id ON attendances (area_id, account_id);

CREATE TABLE contributions (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    text TEXT NOT NULL,
    share TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, listing_id) REFERENCES listings (area_id, id),
    FOREIGN KEY (area_id, agency_id) REFERENCES agencies (area_id, id)
);
CREATE INDEX contributions_area_id_listing_id_made_at ON contributions (area_id, listing_id, made_at);

CREATE TABLE risks (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    subject TEXT NOT NULL,
    person_id TEXT,
    text TEXT NOT NULL,
    level TEXT NOT NULL,
    no_action_reason TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, listing_id) REFERENCES listings (area_id, id)
);
CREATE INDEX risks_area_id_listing_id_position ON risks (area_id, listing_id, position);

CREATE TABLE actions (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    risk_id TEXT,
    kind TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    text TEXT NOT NULL,
    due_on DATE NOT NULL,
    due_at TIMESTAMP,
    first_due_on DATE NOT NULL,
    state TEXT NOT NULL,
    closed_at TIMESTAMP,
    closed_by TEXT,
    outcome TEXT NOT NULL,
    asked_due_on DATE,
    asked_reason TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id),
    FOREIGN KEY (area_id, listing_id) REFERENCES listings (area_id, id),
    FOREIGN KEY (area_id, agency_id) REFERENCES agencies (area_id, id)
);
CREATE INDEX actions_area_id_state_due_on ON actions (area_id, state, due_on);
CREATE INDEX actions_area_id_owner_id_state_due_on ON actions (area_id, owner_id, state, due_on);
CREATE INDEX actions_area_id_agency_id_state_due_on ON actions (area_id, agency_id, state, due_on);
CREATE INDEX actions_area_id_case_id_created_at ON actions (area_id, case_id, created_at);
CREATE INDEX actions_area_id_listing_id ON actions (area_id, listing_id);

CREATE TABLE action_events (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    change TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, action_id) REFERENCES actions (area_id, id)
);
CREATE INDEX action_events_area_id_action_id_made_at ON action_events (area_id, action_id, made_at);

CREATE TABLE tasks (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP,
    done_by TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);
CREATE INDEX tasks_area_id_done_at_made_at ON tasks (area_id, done_at, made_at);

CREATE TABLE minutes (
    area_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    change_note TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    approved_at TIMESTAMP,
    approved_by TEXT,
    send_at TIMESTAMP,
    stopped_at TIMESTAMP,
    corrections_until TIMESTAMP,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (area_id, meeting_id, version),
    FOREIGN KEY (area_id, meeting_id) REFERENCES meetings (area_id, id)
);
CREATE INDEX minutes_area_id_made_at_version ON minutes (area_id, made_at, version);

CREATE TABLE minutes_copies (
    area_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    route TEXT NOT NULL,
    message_id TEXT,
    read_at TIMESTAMP,
    confirmed_at TIMESTAMP,
    correction TEXT NOT NULL,
    PRIMARY KEY (area_id, meeting_id, version, account_id),
    FOREIGN KEY (area_id, meeting_id, version) REFERENCES minutes (area_id, meeting_id, version)
);
CREATE INDEX minutes_copies_area_id_account_id ON minutes_copies (area_id, account_id);

CREATE TABLE messages (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    notice TEXT NOT NULL,
    kind TEXT NOT NULL,
    meeting_id TEXT,
    once TEXT NOT NULL,
    delivery TEXT NOT NULL,
    not_before TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    leased_until TIMESTAMP,
    last_answer TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, once),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX messages_area_id_delivery_not_before ON messages (area_id, delivery, not_before);
CREATE INDEX messages_area_id_created_at ON messages (area_id, created_at);
CREATE INDEX messages_area_id_settled_at_created_at ON messages (area_id, settled_at, created_at);

CREATE TABLE operations (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    step TEXT NOT NULL,
    digest TEXT NOT NULL,
    filled_in TEXT NOT NULL,
    answer TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id)
);
CREATE INDEX operations_area_id_made_at ON operations (area_id, made_at) WHERE filled_in <> '';

CREATE TABLE entries (
    chain TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    id TEXT NOT NULL,
    area_id TEXT,
    account_id TEXT,
    membership_id TEXT,
    deed TEXT NOT NULL,
    name TEXT NOT NULL,
    cases TEXT NOT NULL,
    subject TEXT NOT NULL,
    request TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, sequence)
);

CREATE TABLE marks (
    area_id TEXT NOT NULL,
    job TEXT NOT NULL,
    occasion TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, job, occasion)
);
