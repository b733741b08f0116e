-- What an import meets: every type of the language and some that it does not know, names of every
-- kind, keys and identities of every kind, comments that could end a string, partitions, and things
-- that are no tables of the stream.
CREATE SCHEMA shop;
CREATE SCHEMA "Größen";
CREATE EXTENSION citext;

CREATE TYPE shop.status AS ENUM ('open', 'on hold', 'a "quoted" one', 'back\slash', '');
CREATE TYPE shop.broken AS ENUM (E'two\nlines', 'one');
CREATE DOMAIN shop.short AS varchar(20);
CREATE DOMAIN shop.sure AS shop.short NOT NULL;
CREATE TYPE shop.pair AS (a integer, b text);

-- A scale below zero came with PostgreSQL 15.
SELECT CASE WHEN current_setting('server_version_num')::integer < 150000 THEN 'numeric'
            ELSE 'numeric(3, -2)' END AS rounded \gset

CREATE TABLE shop.every_type (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    a_boolean boolean NOT NULL,
    a_smallint smallint,
    an_integer integer,
    a_real real,
    a_double double precision,
    a_numeric numeric,
    a_price numeric(12, 2) NOT NULL,
    a_whole numeric(5),
    a_rounded :rounded,
    a_text text,
    a_varchar varchar(40),
    a_long_varchar varchar,
    a_char char(3),
    one_char char,
    a_bpchar bpchar,
    the_inner_char "char",
    a_citext citext,
    a_name name,
    a_date date,
    a_time time,
    a_time_with_zone timetz,
    a_timestamp timestamp(3),
    a_timestamptz timestamptz,
    a_uuid uuid UNIQUE,
    a_json json,
    a_jsonb jsonb,
    bytes bytea,
    money money,
    ip inet,
    span interval,
    tags text[],
    a_pair shop.pair,
    a_range int4range,
    a_domain shop.short,
    a_sure_domain shop.sure,
    status shop.status NOT NULL,
    statuses shop.status[],
    broken shop.broken,
    total numeric(12, 2) GENERATED ALWAYS AS (a_price * 2) STORED
);
COMMENT ON TABLE shop.every_type IS 'One of each';
COMMENT ON COLUMN shop.every_type.a_text IS E'Says "hello", ends in \\ and
has two lines';
COMMENT ON COLUMN shop.every_type.a_price IS E'\u200B\u00A0';
COMMENT ON COLUMN shop.every_type.a_date IS 'Größe – naïve # not a comment';

CREATE TABLE "Größen"."Order ""lines""" (
    "N°" integer NOT NULL,
    "Order" text NOT NULL,
    "dateOfBirth" date,
    "E-Mail" text,
    "end" text,
    "table" text,
    _hidden text,
    present text,
    identity text,
    "1st" text,
    dropped text,
    PRIMARY KEY ("N°", "Order")
);
ALTER TABLE "Größen"."Order ""lines""" DROP COLUMN dropped;
CREATE TABLE "Größen"."back`quote" (id integer PRIMARY KEY);

CREATE TABLE shop."odd[1]" (id integer PRIMARY KEY);
CREATE TABLE shop.full_identity (id integer PRIMARY KEY, note text);
ALTER TABLE shop.full_identity REPLICA IDENTITY FULL;
CREATE TABLE shop.index_identity (id integer PRIMARY KEY, status text NOT NULL, note text);
CREATE UNIQUE INDEX "identity of it" ON shop.index_identity (id, status);
ALTER TABLE shop.index_identity REPLICA IDENTITY USING INDEX "identity of it";
CREATE TABLE shop.other_identity (id integer PRIMARY KEY, ref uuid NOT NULL, included text);
CREATE UNIQUE INDEX other_identity_ref ON shop.other_identity (ref) INCLUDE (included);
ALTER TABLE shop.other_identity REPLICA IDENTITY USING INDEX other_identity_ref;
CREATE TABLE shop.no_key (a text, b text);
ALTER TABLE shop.no_key REPLICA IDENTITY NOTHING;

CREATE TABLE shop.events (id bigint, at timestamptz, body text, PRIMARY KEY (id, at))
    PARTITION BY RANGE (at);
CREATE TABLE shop.events_2026 PARTITION OF shop.events
    FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE shop.events_other PARTITION OF shop.events DEFAULT;

CREATE VIEW shop.a_view AS SELECT id FROM shop.every_type;
CREATE UNLOGGED TABLE shop.scratch (id integer PRIMARY KEY);

-- What columns identify is proposed from foreign keys, also from those of foreign keys, and to itself.
CREATE TABLE shop.parties (id integer PRIMARY KEY);
CREATE TABLE shop.letters (
    letter_id integer PRIMARY KEY,
    party integer NOT NULL REFERENCES shop.parties,
    answers integer REFERENCES shop.letters
);
CREATE TABLE shop.replies (
    letter integer PRIMARY KEY REFERENCES shop.letters,
    "Übersetzt von" integer REFERENCES shop.parties
);
-- A plural is known as one where a column that leads to it says so.
CREATE TABLE shop.news (id integer PRIMARY KEY, headline integer REFERENCES shop.letters);
CREATE TABLE shop.remarks (
    id integer PRIMARY KEY,
    news_id integer REFERENCES shop.news,
    about integer REFERENCES shop.remarks
);
-- What several columns reference together, and what one references twice, is left to a person.
CREATE TABLE shop.pages (letter integer REFERENCES shop.letters, page integer, PRIMARY KEY (letter, page));
CREATE TABLE shop.marks (
    id integer PRIMARY KEY,
    letter integer,
    page integer,
    maker integer REFERENCES shop.parties REFERENCES shop.news,
    FOREIGN KEY (letter, page) REFERENCES shop.pages
);
-- Two schemas have a table of one name.
CREATE SCHEMA stock;
CREATE TABLE stock.boxes (id integer PRIMARY KEY, inside integer REFERENCES stock.boxes);
CREATE SCHEMA stock_before;
CREATE TABLE stock_before.boxes (id integer PRIMARY KEY, box_id integer REFERENCES stock_before.boxes);
