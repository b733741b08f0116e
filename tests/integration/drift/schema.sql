-- A database that has moved on from shop.policy beside it: one of each difference.
CREATE SCHEMA shop;
CREATE TYPE shop.status AS ENUM ('open', 'closed', 'fraud');

CREATE TABLE shop.customers (
    customer_id bigint NOT NULL,
    region integer PRIMARY KEY,
    email_address text,
    name uuid,
    status shop.status NOT NULL,
    second text NOT NULL,
    first text NOT NULL,
    spent numeric(14, 2) NOT NULL,
    doubled numeric GENERATED ALWAYS AS (spent * 2) STORED,
    fax integer
);
CREATE TABLE shop.orders (order_id integer PRIMARY KEY, status text NOT NULL, total integer NOT NULL);
CREATE UNIQUE INDEX orders_all ON shop.orders (order_id, status);
ALTER TABLE shop.orders REPLICA IDENTITY FULL;
CREATE TABLE shop.visits (visit_id integer PRIMARY KEY, status text NOT NULL);
CREATE UNIQUE INDEX visits_new ON shop.visits (visit_id, status);
ALTER TABLE shop.visits REPLICA IDENTITY USING INDEX visits_new;

CREATE TABLE shop.events (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE shop.events_1 PARTITION OF shop.events FOR VALUES FROM (0) TO (1000);
CREATE TABLE shop.events_2 PARTITION OF shop.events DEFAULT;
ALTER TABLE shop.events_1 REPLICA IDENTITY FULL;

CREATE VIEW shop.summary AS SELECT count(*) AS n FROM shop.customers;
CREATE UNLOGGED TABLE shop.scratch (id integer PRIMARY KEY);
CREATE TABLE shop.payments (id integer PRIMARY KEY);
CREATE TABLE shop.agreed (
    id integer PRIMARY KEY,
    secret bytea,
    anything inet,
    amount numeric(12, 2),
    label varchar(10),
    title text,
    count smallint,
    price numeric(10, 1)
);
CREATE TABLE shop.unkeyed (id integer NOT NULL);
CREATE TABLE shop.split (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE shop.split_1 PARTITION OF shop.split FOR VALUES FROM (0) TO (1000);
ALTER TABLE shop.split_1 REPLICA IDENTITY NOTHING;
CREATE TABLE shop.whole (id integer PRIMARY KEY);
ALTER TABLE shop.whole REPLICA IDENTITY FULL;
CREATE PUBLICATION sluice FOR TABLE ONLY shop.unkeyed, ONLY shop.split, ONLY shop.whole
    WITH (publish_via_partition_root = true);
CREATE TABLE shop.racks (pos integer PRIMARY KEY DEFERRABLE);
CREATE TABLE shop.growing (id integer PRIMARY KEY, added text, "Added too" inet);

-- The policy has another order of the columns, and releases of the table.
CREATE TYPE shop.mood AS ENUM ('good', 'bad', 'ugly');
CREATE TABLE shop.members (
    was_there integer,
    generates integer GENERATED ALWAYS AS (1 + 1) STORED,
    mood shop.mood NOT NULL,
    member_id integer PRIMARY KEY,
    retyped bigint,
    widened bigint,
    loosened text,
    state shop.status NOT NULL,
    held shop.status NOT NULL
);
ALTER TABLE shop.members DROP was_there;
