"""Keys of every type that a row can be read again by, in tables and columns with awkward names: each
case is a table with a text that updates of other columns do not carry."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from harness import BUILD, TOP, Database, Pusher

# name of the table, its key columns as (name, type in SQL, type in the policy), a key's values
TABLES = [
    ("by_bigint", [("id", "bigint", "bigint")], ["-9223372036854775808"]),
    ("by_citext", [("code", "citext", "citext")], ["'Ünï'"]),
    ("by_text", [("code", "text", "text")], ["'a\"b\\c,{}'' NULL'"]),
    ("by_empty_text", [("code", "text", "text")], ["''"]),
    ("by_varchar", [("code", "varchar(30)", "varchar(30)")], ["' padded '"]),
    ("by_char", [("code", "char(5)", "char(5)")], ["'ab'"]),
    ("by_uuid", [("id", "uuid", "uuid")], ["'6F1E3A52-8C1D-4C5E-9A57-0D6F3B1C2A90'"]),
    ("by_numeric", [("id", "numeric", "numeric")], ["10.500"]),
    ("by_date", [("day", "date", "date")], ["'2026-02-28'"]),
    ("by_timestamptz", [("at", "timestamptz", "timestamptz")], ["'2026-02-28 10:00:00.123456+02'"]),
    ("by_enum", [("kind", "k.\"Kind of\"", 'enum("big one", "small")')], ["'big one'"]),
    ("by_domain", [("code", "k.code", "text")], ["'x1'"]),
    ("by_boolean", [("flag", "boolean", "boolean")], ["true"]),
    (
        'by "two" $1',
        [("Clé n° 1", "integer", "integer"), ('b"c', "citext", "citext")],
        ["7", "'Key'"],
    ),
]  # fmt: skip

HEAD = """policy language 1
levels
    open "Anybody"
    shut "Nobody"
end
role steward "Steward"
category things owned by steward "Things"
end
destination lake
    clearance open
    accepts things
    purpose "Test"
    owned by steward
end
"""

LONG = "(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 400) n)"


def sql_name(name):
    return '"' + name.replace('"', '""') + '"'


def stream_name(number):
    return f"stream_{number}"


def policy():
    text = HEAD
    for number, (table, keys, _) in enumerate(TABLES):
        text += f"table k.`{table}`\n"
        for name, _, kind in keys:
            text += f"    column `{name}` {kind} open key\n"
        text += "    column n integer open\n    column body text? open\nend\n"
        text += f"release k.`{table}` to lake.{stream_name(number)} version 1\n"
        text += '    owner steward\n    purpose "Test"\n    review by 2030-01-01\n'
        for place, (name, _, _) in enumerate(keys):
            text += f"    row key key_{place} = `{name}`\n"
        text += (
            "    keep n\n    keep body\n    deleted rows send key\n    updates send changes\nend\n"
        )
    return text


def schema():
    text = """CREATE EXTENSION citext; CREATE SCHEMA k;
        CREATE TYPE k."Kind of" AS ENUM ('big one', 'small');
        CREATE DOMAIN k.code AS text CHECK (VALUE <> '');"""
    for table, keys, values in TABLES:
        columns = ", ".join(f"{sql_name(name)} {kind}" for name, kind, _ in keys)
        names = ", ".join(sql_name(name) for name, _, _ in keys)
        text += f"CREATE TABLE k.{sql_name(table)} ({columns}, n integer NOT NULL, body text,"
        text += f" PRIMARY KEY ({names}));"
        text += f"INSERT INTO k.{sql_name(table)} VALUES ({', '.join(values)}, 1, {LONG});"
    return text


class Keys(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        directory = tempfile.TemporaryDirectory(prefix="sluice-keys.")
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        (self.directory / "keys.policy").write_text(policy(), encoding="utf-8")
        self.sluice("generate", "-o", self.directory / "generated")
        self.sluice(
            "build", "-o", self.directory / "sluice-pusher",
            "--headers", f"{TOP / 'runtime/abi'}:{TOP / 'common'}",
            "--archive", BUILD / "libsluice-pusher.a",
        )  # fmt: skip
        self.database.psql(text=schema())
        self.database.psql("-f", self.directory / "generated/setup.sql")
        self.pusher = Pusher(self.database, binary=self.directory / "sluice-pusher")
        self.addCleanup(self.pusher.remove)
        self.pusher.config["keys"] = {}
        self.pusher.config["destinations"] = {"lake": {"sink": "file", "directory": "lake"}}
        self.pusher.write_config()

    def sluice(self, command, *words):
        result = subprocess.run(
            [BUILD / "sluice", command, self.directory / "keys.policy", *words],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=os.environ | {"CFLAGS": os.environ.get("CFLAGS", "-O1")},
        )
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def records(self, stream, operation):
        for path in sorted((self.pusher.directory / "lake" / stream).rglob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                if record["_op"] == operation:
                    yield record

    def test_rows_are_read_again_by_any_key(self):
        self.pusher.run_until_current()
        for table, _, _ in TABLES:
            self.database.sql(f"UPDATE k.{sql_name(table)} SET n = 2")
        self.pusher.run_until_current()
        body = self.database.sql("SELECT body FROM k.by_uuid")
        for number, (table, keys, _) in enumerate(TABLES):
            with self.subTest(table):
                (first,) = self.records(stream_name(number), "r")
                (second,) = self.records(stream_name(number), "u")
                self.assertEqual((second["n"], second["body"]), (2, body))
                for place in range(len(keys)):
                    self.assertEqual(first[f"key_{place}"], second[f"key_{place}"])


if __name__ == "__main__":
    unittest.main()
