DROP TABLE passkeys;
DROP TABLE challenges;
DROP TABLE recovery_codes;
DROP TABLE authenticators;
DROP TABLE sessions;

CREATE TABLE sessions (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    FOREIGN KEY (area_id, membership_id) REFERENCES memberships (area_id, id)
);
CREATE INDEX sessions_account_id ON sessions (account_id);
