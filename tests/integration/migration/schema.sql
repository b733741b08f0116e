-- What the migrations of test_migrations.py meet: yard.policy releases of it.
CREATE SCHEMA depot;
CREATE TABLE depot.crates (id int PRIMARY KEY, label varchar(50), place text, n int, note text);
CREATE TABLE depot.bays (id int PRIMARY KEY, v text);
CREATE TABLE depot.loads (id int, d date, v text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE depot.loads_a PARTITION OF depot.loads FOR VALUES FROM ('2027-03-01') TO ('2027-04-01');
INSERT INTO depot.crates SELECT g, 'l'||g, 'p', g FROM generate_series(1, 20) g;
