-- Cases and areas that are closed because something may be exposed, and reports that it is.
CREATE TABLE stops (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT,
    words TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    asked_by TEXT,
    lifted_by TEXT,
    lifted_at TIMESTAMP,
    version INTEGER NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);
CREATE INDEX stops_area_id_lifted_at_made_at ON stops (area_id, lifted_at, made_at);

CREATE TABLE reports (
    area_id TEXT NOT NULL,
    id TEXT NOT NULL,
    words TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id) REFERENCES areas (id)
);
CREATE INDEX reports_area_id_made_at ON reports (area_id, made_at);
