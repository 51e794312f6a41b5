DROP TABLE checked_recipients;
DROP TABLE untold;
