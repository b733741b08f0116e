-- Two areas with enough people, one with a single one; visits of which one person made most.
CREATE SCHEMA shop;
CREATE TABLE shop.persons (
    person_id integer PRIMARY KEY,
    area text,
    stage text NOT NULL,
    hidden boolean NOT NULL DEFAULT false,
    secret_note text
);
INSERT INTO shop.persons (person_id, area, stage)
    SELECT n, CASE WHEN n <= 6 THEN 'north' WHEN n <= 12 THEN 'south' WHEN n = 13 THEN 'east' END,
           CASE WHEN n <= 6 THEN 'open' ELSE (ARRAY['open', 'closed'])[1 + n % 2] END
    FROM generate_series(1, 18) n;
INSERT INTO shop.persons VALUES (99, 'west', 'open', true);

CREATE TABLE shop.visits (
    visit_id integer PRIMARY KEY,
    person_id integer NOT NULL,
    area text NOT NULL,
    clinic text NOT NULL DEFAULT 'the only one'
);
INSERT INTO shop.visits SELECT n, 1 + n % 3, 'north' FROM generate_series(1, 30) n;
INSERT INTO shop.visits SELECT 100 + n, 1 + n, 'south' FROM generate_series(1, 5) n;

CREATE TABLE shop.empty (id integer PRIMARY KEY, area text NOT NULL);
