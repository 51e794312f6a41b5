DROP TABLE lowerings;
