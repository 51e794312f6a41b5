ALTER TABLE operations DROP COLUMN cases;
DROP INDEX cases_area_id_joined_to;
DROP INDEX cases_area_id_restriction;
DROP TABLE openings;
DROP TABLE case_names;
DROP TABLE exclusions;
