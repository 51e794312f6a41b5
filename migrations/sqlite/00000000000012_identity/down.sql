ALTER TABLE challenges DROP COLUMN granted;
ALTER TABLE sessions DROP COLUMN granted;
DROP TABLE identities;
