DROP TABLE reports;
DROP TABLE stops;
