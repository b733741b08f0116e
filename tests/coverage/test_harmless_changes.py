"""What the platform may change without a word to anybody: the stream goes on, and only what may have come to
differ is filled again."""

import unittest

from yard import OFTEN, Yard

# In another order than the policy has them, with dropped columns between.
LEDGER = """
CREATE TYPE depot.state AS ENUM ('open', 'shut');
CREATE TYPE depot.kind AS ENUM ('open', 'shut');
CREATE TYPE depot.mood AS ENUM ('good', 'bad');
CREATE TYPE depot.size AS ENUM ('small', 'large');
CREATE TABLE depot.ledger (
    gone_1 int, id int, title text, secret text NOT NULL DEFAULT 's', gone_2 text, amount numeric(12,2),
    kind depot.kind NOT NULL DEFAULT 'open', state depot.state NOT NULL, mood depot.mood, seen timestamptz,
    code varchar(50), total bigint, old int NOT NULL DEFAULT 1, size depot.size, gone_3 date,
    CONSTRAINT ledger_pkey PRIMARY KEY (id));
ALTER TABLE depot.ledger DROP gone_1, DROP gone_2, DROP gone_3;
INSERT INTO depot.ledger
SELECT g, 'title '||g, 's', g + 0.25, 'open', 'shut', 'good', '2026-01-15 12:00+00', 'code '||g, g, g,
       'large' FROM generate_series(1, 5) g;
"""

ROW = "INSERT INTO depot.ledger (id, code, title, state) VALUES ({n}, 'c', 't', 'open')"

# Nothing of this is filled again.
UNSEEN = [
    # what is withheld
    "ALTER TABLE depot.ledger ALTER secret TYPE varchar(80)",
    "ALTER TABLE depot.ledger ALTER secret DROP NOT NULL, ALTER secret DROP DEFAULT",
    "ALTER TABLE depot.ledger ALTER secret TYPE jsonb USING to_jsonb(secret)",
    "ALTER TYPE depot.kind ADD VALUE 'ajar'",
    "UPDATE depot.ledger SET kind = 'ajar'",
    "ALTER TYPE depot.kind RENAME VALUE 'ajar' TO 'half'",
    "ALTER TABLE depot.ledger DROP old, ADD old int GENERATED ALWAYS AS (id * 2) STORED",
    "ALTER TABLE depot.ledger DROP old",
    # labels of which nothing is kept
    "ALTER TYPE depot.state ADD VALUE 'ajar' BEFORE 'shut'",
    "UPDATE depot.ledger SET state = 'ajar' WHERE id = 2",
    "ALTER TYPE depot.size ADD VALUE 'huge'",
    "UPDATE depot.ledger SET size = 'huge' WHERE id = 3",
    # what columns have beside a type
    "ALTER TABLE depot.ledger ALTER title SET DEFAULT 'none'",
    "ALTER TABLE depot.ledger ALTER title DROP DEFAULT",
    "ALTER TABLE depot.ledger ALTER title SET STATISTICS 50",
    "ALTER TABLE depot.ledger ALTER title SET STORAGE EXTERNAL",
    "UPDATE depot.ledger SET code = coalesce(code, '-')",
    "ALTER TABLE depot.ledger ALTER code SET NOT NULL",
    "ALTER TABLE depot.ledger ALTER code DROP NOT NULL",
    "COMMENT ON COLUMN depot.ledger.title IS 'A title'",
    "ALTER TABLE depot.ledger ADD CONSTRAINT short CHECK (length(title) < 100)",
    "ALTER TABLE depot.ledger ADD UNIQUE (code, id), ADD FOREIGN KEY (id) REFERENCES depot.ledger",
    # the table
    "COMMENT ON TABLE depot.ledger IS 'A ledger'",
    "ALTER TABLE depot.ledger RENAME CONSTRAINT ledger_pkey TO ledger_key",
    "CREATE INDEX ON depot.ledger (title)",
    "REINDEX TABLE depot.ledger",
    "REINDEX TABLE CONCURRENTLY depot.ledger",
    "CLUSTER depot.ledger USING ledger_key",
    "ALTER TABLE depot.ledger SET (fillfactor = 80), SET WITHOUT CLUSTER",
    "CREATE FUNCTION depot.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';"
    " CREATE TRIGGER touch BEFORE UPDATE ON depot.ledger EXECUTE FUNCTION depot.touch()",
    "CREATE VIEW depot.titles AS SELECT id, title FROM depot.ledger",
    "CREATE TABLE depot.heirs () INHERITS (depot.ledger)",
    "CREATE ROLE clerk; GRANT USAGE ON SCHEMA depot TO clerk; ALTER TABLE depot.ledger OWNER TO clerk",
    "GRANT SELECT ON depot.ledger TO public",
    "ALTER TABLE depot.ledger OWNER TO CURRENT_USER; DROP OWNED BY clerk; DROP ROLE clerk",
    "ALTER TABLE depot.ledger SET LOGGED",
    # others
    "CREATE TABLE depot.other (id int PRIMARY KEY); ALTER TABLE depot.other SET SCHEMA public",
    "CREATE UNLOGGED TABLE depot.scratch (id int)",
    "ALTER SCHEMA depot OWNER TO CURRENT_USER",
    "CREATE EXTENSION citext",
]


class HarmlessChanges(Yard):
    look_every_ms = OFTEN
    build_name = "ledger"
    tables = LEDGER

    def go_through(self, statements):
        """Each while no pusher runs; then a row, and a pusher that brings all up to date."""
        self.once()
        for number, statement in enumerate(statements):
            with self.subTest(statement):
                self.sql(statement)
                self.sql(ROW.format(n=100 + number))
                self.once()
                self.assert_equal()

    def test_another_order_of_the_columns(self):
        self.start()
        self.sql("INSERT INTO depot.ledger (id, kind, state) VALUES (6, 'shut', 'shut')")
        self.sql("UPDATE depot.ledger SET title = 'new', amount = 7 WHERE id = 1")
        self.sql("DELETE FROM depot.ledger WHERE id = 2")
        self.assert_comes_right()

    def test_what_is_not_filled_again(self):
        self.go_through(UNSEEN)
        self.assert_filled("ledger", 1)
        self.assert_filled("crates", 1)

    def test_a_running_pusher_goes_on(self):
        self.start()
        for number, statement in enumerate(UNSEEN):
            if not statement.startswith("REINDEX"):
                self.sql(statement)
            self.sql(ROW.format(n=100 + number))
        self.assert_comes_right()
        self.assert_filled("ledger", 1)

    def test_an_identity_that_is_whole(self):
        """Without a column list PostgreSQL lets the platform alter what is released."""
        self.use("whole ledger")
        self.setup()
        self.go_through(
            [
                "ALTER TABLE depot.ledger ALTER secret TYPE varchar(80)",
                "ALTER TABLE depot.ledger ALTER secret DROP NOT NULL, ALTER secret DROP DEFAULT",
                "ALTER TABLE depot.ledger ALTER secret TYPE jsonb USING to_jsonb(secret)",
                "ALTER TABLE depot.ledger DROP old",
                "ALTER TABLE depot.ledger ALTER code TYPE varchar(100)",
                "ALTER TABLE depot.ledger ALTER code TYPE text",
                "ALTER TABLE depot.ledger ALTER title TYPE varchar(40)",
                "CREATE EXTENSION citext; ALTER TABLE depot.ledger ALTER title TYPE citext",
                "ALTER TABLE depot.ledger ALTER amount TYPE numeric(10,1)",
                "ALTER TABLE depot.ledger ALTER total TYPE int",
                "ALTER TABLE depot.ledger ALTER seen TYPE timestamptz(3)",
            ]
        )
        self.assert_filled("crates", 1)

    def test_a_modifier_alone_is_not_filled_again(self):
        self.use("whole ledger")
        self.setup()
        self.go_through(["ALTER TABLE depot.ledger ALTER code TYPE varchar(100)"])
        self.assert_filled("ledger", 1)

    def test_the_published_columns(self):
        """PostgreSQL alters them only while they are in no list: the new entry is filled."""
        self.once()
        self.sql(
            """BEGIN;
            ALTER PUBLICATION sluice DROP TABLE depot.ledger;
            ALTER TABLE depot.ledger ALTER code TYPE varchar(100), ALTER total TYPE smallint;
            COMMIT"""
        )
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)


if __name__ == "__main__":
    unittest.main()
