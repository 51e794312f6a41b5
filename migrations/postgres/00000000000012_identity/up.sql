-- Who directories say that people are, by which they sign in.
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (issuer, subject),
    UNIQUE (account_id, issuer),
    FOREIGN KEY (account_id) REFERENCES accounts (id)
);

-- What somebody's directory lets them be; null when it says nothing of that.
ALTER TABLE sessions ADD COLUMN granted TEXT NOT NULL DEFAULT 'null';
ALTER TABLE challenges ADD COLUMN granted TEXT NOT NULL DEFAULT 'null';
