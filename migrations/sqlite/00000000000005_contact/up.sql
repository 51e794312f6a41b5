-- Where somebody is hidden and how they are reached safely, apart from all that shows a case; who
-- may see it besides by their role, and each time that it was shown.
CREATE TABLE protected_contacts (
    area_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    address TEXT NOT NULL,
    phones TEXT NOT NULL,
    school TEXT NOT NULL,
    workplace TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, case_id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);

CREATE TABLE leaves (
    area_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, case_id, account_id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);

CREATE TABLE shows (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    shown_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX shows_area_id_case_id_shown_at ON shows (area_id, case_id, shown_at);
