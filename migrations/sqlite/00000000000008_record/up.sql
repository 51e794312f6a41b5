-- Who did it there and then, and why: part of what is hashed, where they are not blank.
ALTER TABLE entries ADD COLUMN agency_id TEXT;
ALTER TABLE entries ADD COLUMN roles TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX entries_chain_at_sequence ON entries (chain, at, sequence);
CREATE INDEX entries_chain_account_id_at_sequence ON entries (chain, account_id, at, sequence);

-- Which entries are about a case, so that they are found without going through all.
CREATE TABLE entry_cases (
    area_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (area_id, case_id, at, sequence)
) WITHOUT ROWID;
INSERT INTO entry_cases (area_id, case_id, at, sequence)
SELECT DISTINCT entries.area_id, named.value, entries.at, entries.sequence
FROM entries CROSS JOIN json_each(entries.cases) AS named
WHERE entries.area_id IS NOT NULL AND entries.chain = entries.area_id;
