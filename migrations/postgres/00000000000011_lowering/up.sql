-- Protections that one person asked to lower, until a second one agrees.
CREATE TABLE lowerings (
    area_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (area_id, subject),
    FOREIGN KEY (area_id) REFERENCES areas (id),
    FOREIGN KEY (asked_by) REFERENCES accounts (id)
);
