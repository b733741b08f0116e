#!/usr/bin/env python3
"""Tests of fold.py: the judge of the integration tests must itself be able to fail."""

import contextlib
import gzip
import io
import json
import pathlib
import tempfile
import unittest

import fold


def record(op, place, run=1793318400, **fields):
    gen, lsn, seq = place
    position = {"_gen": gen, "_run": run, "_lsn": f"{lsn:016X}", "_seq": seq}
    return json.dumps({"_op": op, "_format": 2, **position, **fields}) + "\n"


def apart(op, place, **fields):
    position = dict(zip(("_gen", "_run", "_pos"), place, strict=True))
    return json.dumps({"_op": op, "_format": 2, **position, **fields}) + "\n"


def old(op, place, **fields):
    """Of format 1."""
    gen, lsn, seq = place
    return json.dumps({"_op": op, "_gen": gen, "_lsn": f"{lsn:016X}", "_seq": seq, **fields}) + "\n"


def old_apart(op, place, **fields):
    return json.dumps({"_op": op, "_epoch": place[0], "_pos": place[1], **fields}) + "\n"


class Fold(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.root = pathlib.Path(self.directory.name)

    def stream(self, *files):
        for number, text in enumerate(files):
            (self.root / f"{number}.jsonl").write_text(text, encoding="utf-8")
        return fold.Stream(self.root, ["id"])

    def rows(self, *files):
        return {key[0]: row for key, row in self.stream(*files).rows.items()}

    def test_newest_wins_whatever_file_it_is_in(self):
        rows = self.rows(
            record("u", (1, 20, 0), id=1, a="new"), record("c", (1, 10, 3), id=1, a="old")
        )
        self.assertEqual(rows, {"1": {"id": "1", "a": "new"}})

    def test_a_later_generation_wins_over_a_later_lsn(self):
        rows = self.rows(
            record("u", (1, 99, 0), id=1, a="old") + record("r", (2, 10, 1), id=1, a="new")
        )
        self.assertEqual(rows["1"]["a"], "new")

    def test_a_later_run_wins_at_the_same_lsn_alone(self):
        first = record("c", (1, 10, 5), run=1793318407, id=1, a="first run")
        again = record("c", (1, 10, 0), run=1793318408, id=1, a="second run")
        later = record("u", (1, 11, 0), run=1793318407, id=1, a="later")
        self.assertEqual(self.rows(again + first)["1"]["a"], "second run")
        self.assertEqual(self.rows(again + later + first)["1"]["a"], "later")

    def test_until_the_end_mark_both_generations_are_there(self):
        text = record("r", (1, 5, 0), id=1) + record("r", (2, 9, 0), id=2)
        self.assertEqual(list(self.rows(text)), ["1", "2"])
        self.assertEqual(list(self.rows(text + record("f", (2, 10, 0)))), ["2"])

    def test_an_end_mark_drops_by_generation_alone(self):
        mark = record("f", (2, 10, 0))
        late = record("c", (2, 3, 0), id=1)
        newer = record("r", (3, 1, 0), id=2)
        older = record("u", (1, 99, 0), id=3)
        moved = record("r", (1, 99, 0), id=4) + record("d", (2, 9, 0), id=4)
        self.assertEqual(list(self.rows(mark + late + newer + older + moved)), ["1", "2"])
        self.assertEqual(list(self.rows(older + moved, late + mark + newer)), ["1", "2"])

    def test_delete_and_truncate_remove_what_is_older(self):
        text = record("r", (1, 5, 1), id=1) + record("r", (1, 5, 2), id=2)
        self.assertEqual(list(self.rows(text + record("d", (1, 6, 0), id=1))), ["2"])
        after = record("t", (1, 6, 0)) + record("c", (1, 6, 1), id=3)
        self.assertEqual(list(self.rows(text + after)), ["3"])

    def test_unchanged_fields_stay(self):
        rows = self.rows(
            record("c", (1, 5, 0), id=1, a="x", b="y")
            + record("u", (1, 6, 0), id=1, b="z", _unchanged=["a"])
        )
        self.assertEqual(rows["1"], {"id": "1", "a": "x", "b": "z"})

    def test_what_is_left_out_is_excused_for_rows_that_are_gone_alone(self):
        text = record("u", (1, 5, 0), id=1, b="z", _unchanged=["a"]) + record("u", (1, 5, 1), id=2)
        stream = self.stream(text)
        for key, gone, equal in (("1", True, True), ("1", False, False), ("2", True, False)):
            wanted = {"id": fold.Number(key), "a": "x"} | ({"b": "z"} if key == "1" else {})
            stream.rows = {(key,): self.stream(text).rows[(key,)]}
            with self.subTest(key=key, gone=gone), contextlib.redirect_stdout(io.StringIO()):
                result = fold.compare("test", {(key,): wanted | {"_gone": gone}}, stream, 3)
                self.assertEqual(result, equal)

    def test_fields_that_go_missing_without_a_word_are_gone(self):
        rows = self.rows(record("c", (1, 5, 0), id=1, a="x") + record("u", (1, 6, 0), id=1))
        self.assertEqual(rows["1"], {"id": "1"})

    def test_repeats_are_counted(self):
        stream = self.stream(
            record("c", (1, 5, 0), id=1, a="x") * 2, record("c", (1, 5, 0), id=1, a="y")
        )
        self.assertEqual((stream.records, stream.repeats, stream.changed_repeats), (3, 2, 1))

    def test_of_old_repeats_that_differ_the_one_read_later_counts(self):
        first = old("u", (1, 5, 0), id=1, a="early", _reread=3)
        later = old("u", (1, 5, 0), id=1, a="late", _reread=4)
        for text in (first + later, later + first, later + old("u", (1, 5, 0), id=1, a="none")):
            self.assertEqual(self.rows(text)["1"]["a"], "late")

    def test_repeats_that_differ_for_no_reason_are_told(self):
        for make, repeat, reasons in (
            (record, {"a": "y"}, 1),
            (record, {"_unchanged": ["a"]}, 1),
            (record, {"a": "y", "run": 1793318408}, 0),
            (old, {"a": "y"}, 1),
            (old, {"a": "y", "_reread": 2}, 0),  # has an identity of its own
            (old, {"_unchanged": ["a"]}, 0),
        ):
            text = make("u", (1, 5, 0), id=1, a="x") + make("u", (1, 5, 0), id=1, **repeat)
            with self.subTest(make=make.__name__, repeat=repeat):
                self.assertEqual(self.stream(text).unexplained, reasons)

    def test_positions_apart(self):
        new = apart("c", (1, 8, 3), id=1, a="new")
        for before in ((1, 8, 2), (1, 7, 9), (0, 9, 9)):
            self.assertEqual(self.rows(new + apart("c", before, id=1, a="old"))["1"]["a"], "new")
        kept = apart("r", (2, 8, 0), id=2) + apart("f", (2, 8, 1)) + apart("u", (1, 7, 99), id=3)
        self.assertEqual(list(self.rows(new + kept)), ["2"])

    def test_records_of_both_formats_in_one_lake(self):
        new = record("u", (1, 10, 0), id=1, a="new")
        for number in (9, 1_700_000_000):  # more rows than a transaction has
            text = new + old("u", (1, 10, number), id=1, a="old")
            self.assertEqual(self.rows(text)["1"]["a"], "new")
        self.assertEqual(self.rows(new + old("u", (1, 11, 0), id=1, a="newer"))["1"]["a"], "newer")
        new = apart("u", (5, 9, 0), id=1, a="new")
        text = old_apart("u", (1793318405, 8), id=1, a="old") + old_apart("u", (3, 9), id=1, a="")
        self.assertEqual(self.rows(text)["1"]["a"], "old")
        self.assertEqual(self.rows(new + text)["1"]["a"], "new")
        mark = apart("f", (5, 9, 1))
        self.assertEqual(list(self.rows(text + mark)), [])

    def test_digits_are_compared(self):
        rows = self.rows('{"_op":"c","_gen":1,"_lsn":"0","_seq":0,"id":1,"a":100.00}\n')
        self.assertNotEqual(rows["1"]["a"], fold.parse("100.0"))

    def test_gzip_is_read_and_unfinished_files_are_not(self):
        with gzip.open(self.root / "a.jsonl.gz", "wt") as out:
            out.write(record("c", (1, 5, 0), id=1))
        (self.root / "b.jsonl.part").write_text("half a rec")
        self.assertEqual(list(self.rows()), ["1"])

    def test_what_is_no_record_is_refused(self):
        for text in (
            '{"_op":"c"',
            '{"_op":"c","id":1}\n',
            record("c", (1, 5, 0)),
            record("x", (1, 5, 0), id=1),
            '{"_op":"c","_gen":1,"_lsn":"0","_seq":0,"id":NaN}\n',
            record("c", (1, 5, 0), id=1).rstrip(),
        ):
            with self.subTest(text), self.assertRaises(fold.BadRecord):
                self.stream(text)


if __name__ == "__main__":
    unittest.main()
