DROP TABLE shows;
DROP TABLE leaves;
DROP TABLE protected_contacts;
