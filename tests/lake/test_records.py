"""What the job takes for a record and what not; Python alone, no Spark."""

import datetime
import decimal
import json
import pathlib
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "lake"))

from sluice_lake.records import Reader  # noqa: E402
from sluice_lake.release import parse_release, read_folder  # noqa: E402

KINDS = {  # type of Spark, JSON Schema's type and what goes with it
    "flag": ("boolean", {"type": "boolean"}),
    "small": ("short", {"type": ["integer", "null"]}),
    "big": ("long", {"type": ["integer", "null"]}),
    "real": ("float", {"type": ["number", "null"]}),
    "money": ("decimal(6,2)", {"type": ["number", "null"]}),
    "digits": ("string", {"type": ["number", "null"]}),
    "word": ("string", {"type": ["string", "null"]}),
    "band": ("string", {"type": ["string", "null"], "enum": ["a", "b", None]}),
    "month": ("string", {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}$"}),
    "day": ("date", {"type": ["string", "null"], "format": "date"}),
    "at": ("timestamp", {"type": ["string", "null"], "format": "date-time"}),
    "local": ("timestamp_ntz", {"type": ["string", "null"]}),
    "nested": ("string", {}),
    "bytes": ("binary", {"type": ["string", "null"]}),
    "uuid": ("string", {"type": ["string", "null"], "format": "uuid"}),
}
MEANING = "0123456789abcdef" * 4
POLICY = "lake.things@2:0123456789abcdef"
GOOD = (
    {
        "_op": "u",
        "_format": 2,
        "_gen": 7,
        "_run": 8,
        "_lsn": "0000000016B37480",
        "_seq": 3,
        "_policy": POLICY,
        "id": 1,
    }
    | {name: None for name in KINDS if name != "flag"}
    | {"flag": True}
)


def release(version=2, meaning=MEANING, kinds=None, last=("_lsn", "_seq")):
    kinds = {"id": ("long", {"type": "integer"}), **(KINDS if kinds is None else kinds)}
    envelope = ["_op", "_format", "_gen", "_run", *last, "_policy", "_unchanged"]
    spark = [{"name": n, "type": "string", "metadata": {}} for n in envelope]
    spark += [
        {
            "name": n,
            "type": t,
            "nullable": True,
            "metadata": {"row_key": True} if n == "id" else {"may_be_unchanged": n == "word"},
        }
        for n, (t, _) in kinds.items()
    ]
    schema = {
        "title": f"lake.things version {version}",
        "properties": {n: s for n, (_, s) in kinds.items()},
        "x-sluice-meaning-sha256": meaning,
    }
    return parse_release(json.dumps({"fields": spark}), json.dumps(schema), "")


class Records(unittest.TestCase):
    def setUp(self):
        self.reader = Reader([release()])

    def read(self, record, reader=None):
        """(reason, field) or the row's fields by name."""
        line = record if isinstance(record, bytes) else json.dumps(record).encode()
        ((reason, field, text, row),) = (reader or self.reader).line(line)
        if reason:
            self.assertIsNone(row)
            self.assertIsNotNone(text)
            return reason, field
        names = (reader or self.reader).columns
        return dict(zip(names, row[-len(names) :]))

    def raw(self, name, text):
        """GOOD with a field's JSON written out."""
        others = json.dumps({k: v for k, v in GOOD.items() if k != name})
        return f'{others[:-1]}, "{name}": {text}}}'.encode()

    def test_values_that_fit(self):
        for name, text, value in [
            ("flag", "false", False),
            ("small", "-32768", -32768),
            ("big", "9223372036854775807", 2**63 - 1),
            ("real", "0.1", 0.1),
            ("real", "1e30", 1e30),
            ("money", "1234.5", decimal.Decimal("1234.5")),
            ("money", "-9999.99", decimal.Decimal("-9999.99")),
            ("money", "1.500", decimal.Decimal("1.50")),
            (
                "digits",
                "1.2300000000000000000000000000000000000000000001",
                "1.2300000000000000000000000000000000000000000001",
            ),
            ("word", '"Zo\\u00eb \\ud83d\\ude00"', "Zoë 😀"),
            ("band", '"b"', "b"),
            ("month", '"2026-01"', "2026-01"),
            ("day", '"0001-01-01"', datetime.date(1, 1, 1)),
            (
                "at",
                '"2026-01-15T10:16:00.123456Z"',
                datetime.datetime(2026, 1, 15, 10, 16, 0, 123456, datetime.timezone.utc),
            ),
            (
                "at",
                '"2026-01-15T10:16:00Z"',
                datetime.datetime(2026, 1, 15, 10, 16, tzinfo=datetime.timezone.utc),
            ),
            ("local", '"2026-01-15T10:16:00.000000"', datetime.datetime(2026, 1, 15, 10, 16)),
            ("nested", '{"b": [1.10, null], "a": "é"}', '{"b":[1.10,null],"a":"é"}'),
            ("nested", '"text"', '"text"'),
            ("bytes", '"AP8="', bytearray(b"\0\xff")),
            (
                "uuid",
                '"6f1e3a52-8c1d-4c5e-9a57-0d6f3b1c2a90"',
                "6f1e3a52-8c1d-4c5e-9a57-0d6f3b1c2a90",
            ),
        ]:
            with self.subTest(f"{name} {text}"):
                row = self.read(self.raw(name, text))
                self.assertEqual(row[name], value)
                self.assertIs(type(row[name]), type(value))

    def test_values_that_do_not_fit(self):
        for name, text in [
            ("flag", '"yes"'),
            ("flag", "1"),
            ("small", "32768"),
            ("small", "1.0"),
            ("small", '"1"'),
            ("small", "1e2"),
            ("small", "true"),
            ("big", "9223372036854775808"),
            ("big", "1" * 40),
            ("real", '"0.1"'),
            ("real", "1e999"),
            ("money", "1.005"),
            ("money", "10000"),
            ("money", '"1"'),
            ("digits", '"1"'),
            ("word", "1"),
            ("word", '"\\ud800"'),
            ("word", "{}"),
            ("day", '"2026-02-30"'),
            ("day", '"2026-1-1"'),
            ("day", "20260101"),
            ("at", '"2026-01-15T10:16:00"'),
            ("at", '"2026-01-15T10:16:00.1234567Z"'),
            ("local", '"2026-01-15T10:16:00Z"'),
            ("bytes", '"A"'),
            ("bytes", '"é"'),
            ("bytes", "[]"),
        ]:
            with self.subTest(f"{name} {text}"):
                self.assertEqual(self.read(self.raw(name, text)), ("wrong-type", name))
        for name, text in [
            ("band", '"c"'),
            ("month", '"2026-01\\n"'),
            ("month", '"January"'),
            ("uuid", '"6f1e3a52"'),
        ]:
            with self.subTest(f"{name} {text}"):
                self.assertEqual(self.read(self.raw(name, text)), ("value-not-allowed", name))
        self.assertEqual(self.read(self.raw("flag", "null")), ("null", "flag"))
        self.assertEqual(self.read(self.raw("id", "null")), ("null", "id"))

    def test_lines_that_are_no_record(self):
        for line, reason in [
            (b'{"_op": "u"', "broken-json"),
            (b"gibberish", "broken-json"),
            (b"[1]", "not-an-object"),
            (b'{"a": 1, "a": 2}', "broken-json"),
            (b'{"a": NaN}', "broken-json"),
            (b'{"a": "\xff"}', "not-utf8"),
            (b"\x1f\x8b\x08", "not-utf8"),
            (b"[" * 100000, "broken-json"),
        ]:
            with self.subTest(line[:20]):
                self.assertEqual(self.read(line), (reason, None))
        self.assertEqual(self.reader.line(b" \r\n"), [])

    def test_records_one_behind_the_other(self):
        line = json.dumps(GOOD).encode()
        self.assertEqual([r[0] for r in self.reader.line(line + line + b" " + line)], [None] * 3)
        found = self.reader.line(line + b'{"broken' + line)
        self.assertEqual([r[0] for r in found], [None, "broken-json"])

    def test_envelope(self):
        for change, field in [
            ({"_op": "x"}, "_op"),
            ({"_op": None}, "_op"),
            ({"_gen": "7"}, "_gen"),
            ({"_gen": -1}, "_gen"),
            ({"_lsn": "16/B37480"}, "_lsn"),
            ({"_lsn": "0000000016b37480"}, "_lsn"),
            ({"_seq": 1.5}, "_seq"),
            ({"_run": None}, "_run"),
            ({"_format": 1}, "_format"),
            ({"_format": "2"}, "_format"),
            ({"_policy": "lake.things"}, "_policy"),
            ({"_policy": None}, "_policy"),
            ({"_unchanged": []}, "_unchanged"),
            ({"_unchanged": ["id"]}, "_unchanged"),
            ({"_unchanged": ["word"]}, "_unchanged"),
            ({"_unchanged": ["nothing"]}, "_unchanged"),
        ]:
            with self.subTest(change):
                self.assertEqual(self.read(GOOD | change), ("bad-envelope", field))

    def test_a_record_that_was_too_large(self):
        """The quarantine has it, and the table loses what it had of the row."""
        names = ("_op", "_format", "_gen", "_run", "_lsn", "_seq", "_policy", "id")
        mark = {n: GOOD[n] for n in names} | {"_op": "m", "_size": 17000000, "_reason": "at most 5"}
        first, second = self.reader.line(json.dumps(mark).encode())
        self.assertEqual(first[0], "too-large")
        self.assertIn("17000000", first[2])
        self.assertIsNone(first[3])
        self.assertIsNone(second[0])
        self.assertEqual(second[3][0], "d")
        self.assertEqual(second[3][-len(self.reader.columns) :][0], 1)
        for name in ("_size", "_reason"):
            lacking = {n: v for n, v in mark.items() if n != name}
            self.assertEqual(self.read(lacking), ("bad-envelope", name))
            self.assertEqual(self.read(GOOD | {name: mark[name]}), ("unknown-field", name))
        self.assertEqual(self.read(mark | {"word": "x"}), ("unknown-field", "word"))

    def test_formats(self):
        def position(record, reader=self.reader):
            ((reason, field, _, row),) = reader.line(json.dumps(record).encode())
            return (reason, field) if reason else row[1 : 1 + len(reader.positions)]

        def without(*names, **more):
            return {k: v for k, v in GOOD.items() if k not in names} | more

        lsn = GOOD["_lsn"]
        self.assertEqual(position(GOOD), (7, lsn, 8, 3))
        self.assertEqual(position(GOOD | {"_format": 3}), ("future-format", "_format"))
        self.assertEqual(position(without("_run")), ("bad-envelope", "_run"))
        self.assertEqual(position(GOOD | {"_reread": 1}), ("unknown-field", "_reread"))
        old = without("_format", "_run")
        self.assertEqual(position(old), (7, lsn, 3, 0))
        self.assertEqual(position(old | {"_reread": 5}), (7, lsn, 3, 5))
        self.assertEqual(position(old | {"_reread": 0}), ("bad-envelope", "_reread"))
        self.assertEqual(position(old | {"_run": 8}), ("unknown-field", "_run"))
        apart = Reader([release(last=["_pos"])])
        own = without("_lsn", "_seq", _pos=4)
        self.assertEqual(position(own, apart), (7, 8, 4))
        old = without("_format", "_gen", "_run", "_lsn", "_seq", _epoch=6, _pos=4)
        self.assertEqual(position(old, apart), (0, 6, 4))
        self.assertEqual(position(old | {"_gen": 7}, apart), ("unknown-field", "_gen"))

    def test_fields_that_are_missing_or_unknown(self):
        less = {k: v for k, v in GOOD.items() if k != "word"}
        self.assertEqual(self.read(less), ("missing-field", "word"))
        self.assertIsNone(self.read(less | {"_unchanged": ["word"]})["word"])
        flagless = {k: v for k, v in GOOD.items() if k != "flag"} | {"_unchanged": ["flag"]}
        self.assertEqual(self.read(flagless), ("bad-envelope", "_unchanged"))
        self.assertEqual(self.read(GOOD | {"email": "x"}), ("unknown-field", "email"))
        self.assertEqual(self.read(GOOD | {"_email": "x"}), ("unknown-field", "_email"))
        self.assertEqual(
            self.read({k: v for k, v in GOOD.items() if k != "id"}), ("missing-key", "id")
        )
        key = {k: v for k, v in GOOD.items() if k[0] == "_" or k == "id"}
        self.assertEqual(self.read(key | {"_op": "d"})["id"], 1)
        self.assertEqual(self.read(GOOD | {"_op": "d"})[0], "unknown-field")
        self.assertEqual(self.read(key | {"_op": "t"}), ("unknown-field", "id"))
        self.assertEqual(self.read(key | {"_op": "f"}), ("unknown-field", "id"))
        del key["id"]
        self.assertEqual(self.read(key | {"_op": "d"}), ("missing-key", "id"))
        self.assertIsNone(self.read(key | {"_op": "t"})["id"])
        self.assertIsNone(self.read(key | {"_op": "f"})["id"])

    def test_versions(self):
        older = release(1, "f" * 64, {"word": KINDS["word"], "gone": KINDS["word"]})
        reader = Reader([older, release()], others=["lake.others"])
        record = {
            "_op": "u",
            "_gen": 7,
            "_lsn": "0" * 16,
            "_seq": 0,
            "id": 1,
            "word": "w",
            "gone": "g",
        }
        policy = "lake.things@1:" + "f" * 16
        row = self.read(record | {"_policy": policy}, reader)
        self.assertEqual((row["word"], row["flag"], "gone" in row), ("w", None, False))
        for policy, reason in [
            ("lake.things@3:" + "f" * 16, "future-version"),
            ("lake.things@0:" + "f" * 16, "unknown-version"),
            ("lake.things@2:" + "f" * 16, "unknown-meaning"),
            ("lake.strange@2:" + "f" * 16, "other-release"),
        ]:
            self.assertEqual(self.read(GOOD | {"_policy": policy}, reader), (reason, "_policy"))
        others = json.dumps(GOOD | {"_policy": "lake.others@9:" + "f" * 16}).encode()
        self.assertEqual(reader.line(others), [])

    def test_no_reason_has_a_value(self):
        for record in (
            GOOD | {"band": "CANARY"},
            GOOD | {"small": "CANARY"},
            GOOD | {"_lsn": "CANARY"},
        ):
            self.assertNotIn("CANARY", str(self.read(record)))

    def test_the_generated_folder_is_read(self):
        found = {r.name: r for r in read_folder(TOP / "generated")}
        customers = found["lake.customers"]
        self.assertEqual((customers.destination, customers.row_key), ("lake", ("customer_ref",)))
        self.assertEqual(
            list(customers.table_columns)[: len(customers.fields)],
            [f.name for f in customers.fields],
        )
        self.assertTrue(customers.statements[0].startswith("CREATE TABLE"))
        self.assertTrue(customers.statements[1].startswith("ALTER TABLE"))


if __name__ == "__main__":
    unittest.main()
