-- Tables whose column lists do not cover their replica identities any more, and one without a list.
CREATE SCHEMA lists;
CREATE TABLE lists.by_key (id integer, part integer, "N°" integer, note text, PRIMARY KEY (id, part, "N°"));
CREATE TABLE lists.by_others (id integer PRIMARY KEY, note text);
ALTER TABLE lists.by_others REPLICA IDENTITY FULL;
CREATE TABLE lists.parts (id integer PRIMARY KEY, note text) PARTITION BY RANGE (id);
CREATE TABLE lists.parts_1 PARTITION OF lists.parts FOR VALUES FROM (0) TO (1000);
CREATE TABLE lists.parts_2 (note text, gone text, id integer NOT NULL);
ALTER TABLE lists.parts_2 DROP gone;
ALTER TABLE lists.parts ATTACH PARTITION lists.parts_2 FOR VALUES FROM (1000) TO (2000);
ALTER TABLE lists.parts_2 REPLICA IDENTITY FULL;
CREATE TABLE lists.whole (id integer PRIMARY KEY, note text);
ALTER TABLE lists.whole REPLICA IDENTITY FULL;
INSERT INTO lists.by_key VALUES (1, 1, 1, 'a');
INSERT INTO lists.by_others VALUES (1, 'a');
INSERT INTO lists.parts VALUES (1, 'a'), (1001, 'b');
INSERT INTO lists.whole VALUES (1, 'a');
CREATE PUBLICATION "Out" FOR TABLE ONLY lists.by_key (id), ONLY lists.by_others (id),
    ONLY lists.parts (id), ONLY lists.whole WITH (publish_via_partition_root = true);
