-- Who is kept from a case, by name or by agency; who is named on a restricted one; and who was let in
-- for an urgent safeguarding need.
CREATE TABLE exclusions (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT,
    agency_id TEXT,
    interest TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT,
    recorded_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    ruled_by TEXT,
    ruled_at TIMESTAMP,
    ruling TEXT NOT NULL,
    replacement_id TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX exclusions_area_id_case_id ON exclusions (area_id, case_id);
CREATE INDEX exclusions_area_id_account_id ON exclusions (area_id, account_id);
CREATE INDEX exclusions_area_id_agency_id ON exclusions (area_id, agency_id);

CREATE TABLE case_names (
    area_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    named_by TEXT NOT NULL,
    named_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, case_id, account_id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX case_names_area_id_account_id ON case_names (area_id, account_id);

CREATE TABLE openings (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    need TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    second_id TEXT NOT NULL,
    confirmed_at TIMESTAMP,
    ends_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX openings_area_id_account_id_ends_at ON openings (area_id, account_id, ends_at);
CREATE INDEX openings_area_id_case_id_ends_at ON openings (area_id, case_id, ends_at);
CREATE INDEX openings_area_id_second_id_ends_at ON openings (area_id, second_id, ends_at);

CREATE INDEX cases_area_id_restriction ON cases (area_id, restriction);
CREATE INDEX cases_area_id_joined_to ON cases (area_id, joined_to);

-- The cases that an operation touched: whoever may not know of one gets no answer to it again.
ALTER TABLE operations ADD COLUMN cases TEXT NOT NULL DEFAULT '[]';
