DROP TABLE entry_cases;
DROP INDEX entries_chain_account_id_at_sequence;
DROP INDEX entries_chain_at_sequence;
ALTER TABLE entries DROP COLUMN reason;
ALTER TABLE entries DROP COLUMN roles;
ALTER TABLE entries DROP COLUMN agency_id;
