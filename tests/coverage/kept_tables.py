"""Tables of the kill oracle whose releases nothing uncovers: what is lost of a row stays lost until it
changes again. Their rows are many, so that most of them change seldom."""

from kill_tables import Work

IDS = 1000
ROWS = f"FROM generate_series(1, {IDS}) g"
# A row of an even number has one just long enough to be TOASTed. Where that is unchanged, the row is read
# again, and after a kill sent whatever was sent before: only the other rows hang on their digests.
LONG = "(SELECT string_agg(md5(n::text || {seed}), '') FROM generate_series(1, 66) n)"
NOTE = f"CASE WHEN g % 2 = 0 THEN {LONG.format(seed='g')} END"

TABLES = f"""
ALTER TABLE depot.crates ALTER note SET STORAGE EXTERNAL;
INSERT INTO depot.crates SELECT g, 'l'||g, 'p', g, {NOTE} FROM generate_series(21, {IDS}) g;
INSERT INTO depot.bays SELECT g, 'v'||g FROM generate_series(6, {IDS}) g;
ALTER TABLE depot.bays REPLICA IDENTITY FULL;
CREATE TABLE depot.racks (id int PRIMARY KEY, v text, n int, note text);
ALTER TABLE depot.racks ALTER note SET STORAGE EXTERNAL;
INSERT INTO depot.racks SELECT g, 'v'||g, g % 1200, {NOTE} {ROWS};
CREATE TABLE depot.parcels (id int NOT NULL, ready boolean NOT NULL, v text, n int, note text);
ALTER TABLE depot.parcels ALTER note SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX parcels_identity ON depot.parcels (id, ready);
CREATE UNIQUE INDEX ON depot.parcels (id);
ALTER TABLE depot.parcels REPLICA IDENTITY USING INDEX parcels_identity;
INSERT INTO depot.parcels SELECT g, g % 3 > 0, 'v'||g, 0, {NOTE} {ROWS};
CREATE TABLE depot.bolts (id int PRIMARY KEY, v text, n int, note text);
ALTER TABLE depot.bolts ALTER note SET STORAGE EXTERNAL;
INSERT INTO depot.bolts SELECT g, 'v'||g, 0, {NOTE} {ROWS};
"""

INSERTS = {
    "crates": "(id, label, place, n, note) VALUES ({id}, {word}, 'p', 0, {note})",
    "bays": "(id, v) VALUES ({id}, {word})",
    "racks": "(id, v, n, note) VALUES ({id}, {word}, 1, {note})",
    "parcels": "(id, ready, v, n, note) VALUES ({id}, true, {word}, 0, {note})",
    "bolts": "(id, v, n, note) VALUES ({id}, {word}, 0, {note})",
}

# New columns of theirs are withheld: they come and go.
GROWING = tuple(table for table in INSERTS if table != "bays")


def _updates(table, word, note):
    """What is set, mostly to what was not there; the long value stays but for once in a while."""
    name = "label" if table == "crates" else "v"
    found = [f"{name} = {word}", f"{name} = {word}", f"{name} = {name}"]
    if table != "bays":
        found += ["n = coalesce(n, 0) + 1", f"note = {note}", f"note = {note}, {name} = {word}"]
    if table == "racks":  # the filter
        found += ["n = 5000", "n = 5", f"n = 5, {name} = {word}", "n = NULL"]
    if table == "parcels":
        found += ["ready = NOT ready", f"ready = true, {name} = {word}", "ready = false"]
    return found


def statement(chance, turn):
    """One statement about few rows, mostly one."""
    table = chance.choice(list(INSERTS))
    number, other = chance.randint(1, IDS), chance.randint(1, IDS)
    few = f"BETWEEN {number} AND {number + chance.choice([0, 0, 0, 0, 2])}"
    word, note = f"'turn {turn}'", LONG.format(seed=turn)
    insert = INSERTS[table].format(id=number, word=word, note="NULL" if number % 2 else note)
    update = chance.choice(_updates(table, word, f"CASE WHEN id % 2 = 0 THEN {note} END"))
    return chance.choice(
        [f"UPDATE depot.{table} SET {update} WHERE id {few}"] * 8
        + [
            f"DELETE FROM depot.{table} WHERE id = {number}",
            f"INSERT INTO depot.{table} {insert} ON CONFLICT DO NOTHING",
            f"INSERT INTO depot.{table} {insert} ON CONFLICT DO NOTHING;"
            f" UPDATE depot.{table} SET {update} WHERE id = {number}",
            f"UPDATE depot.{table} SET id = {other} WHERE id = {number}"
            f" AND NOT EXISTS (SELECT FROM depot.{table} WHERE id = {other})",
        ]
    )


# Little of a row's end is written over before anybody looks at it.
WORK = Work(statement, sizes=(1, 1, 1, 2, 3), longest_pause_s=0.1, together=0.9)
