-- Who must not be told of a case besides the people in it, and what was said of recipients who are like
-- one of them.
CREATE TABLE untold (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    employer TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
CREATE INDEX untold_area_id_case_id_added_at ON untold (area_id, case_id, added_at);

CREATE TABLE checked_recipients (
    area_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, case_id, account_id),
    FOREIGN KEY (area_id, case_id) REFERENCES cases (area_id, id)
);
