-- Second factors, and sign-ins that know theirs. Sign-ins in progress end here: whoever was signed in
-- signs in again, once.
DROP TABLE sessions;

CREATE TABLE sessions (
    token_hash TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    factors TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    PRIMARY KEY (token_hash),
    UNIQUE (id),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    FOREIGN KEY (area_id, membership_id) REFERENCES memberships (area_id, id)
);
CREATE INDEX sessions_account_id ON sessions (account_id);

-- An app that shows codes. Its secret follows from the seed and the key file, and is kept nowhere.
CREATE TABLE authenticators (
    account_id TEXT NOT NULL,
    seed TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (account_id, code_hash),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);

-- What somebody whose password was right must still do before they are signed in.
CREATE TABLE challenges (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    awaited TEXT NOT NULL,
    tries INTEGER NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX challenges_account_id ON challenges (account_id);

CREATE TABLE passkeys (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    credential TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (id),
    UNIQUE (credential_id),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX passkeys_account_id ON passkeys (account_id);
