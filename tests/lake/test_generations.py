"""Generations of a stream, and lakes that older jobs made: rows go by an end mark, once all is read that
came before it; what has record format 1 folds with the rest."""

import json
import os
import pathlib
import random
import shutil
import signal
import tempfile
import threading
import time
import unittest
from unittest import mock

from pyspark.sql import functions as F

import lake_support as support
from made import START, Made
from sluice_lake import fills, reading, upgrade

SEED = 12
GENERATED = support.TOP / "generated"
SHARED, APART = "lake.contact_events", "regulator.payment_returns"


class Lake(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = support.start_spark()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-lake."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.choose(SHARED)

    def choose(self, name, **options):
        self.release = support.releases(GENERATED)[name]
        self.made = Made(self.release, random.Random(SEED), **options)
        self.words = ["--lake", self.folder / "lake", "--schemas", GENERATED, "--stream", name]
        self.words += ["--input", f"{self.release.destination}={self.folder}/in", "--history"]
        self.written = 0

    def write(self, lines=None):
        """An object with these lines, or what was made since the last."""
        folder = self.folder / "in" / self.release.stream
        folder.mkdir(parents=True, exist_ok=True)
        lines = self.made.lines() if lines is None else lines
        self.written += 1
        (folder / ".new").write_bytes(b"".join(line + b"\n" for line in lines))
        (folder / ".new").rename(folder / f"{self.written}.jsonl")  # whole or not at all

    def run_job(self, *words, status=0):
        found, said = support.run("run", *self.words, *words)
        self.assertEqual(found, status, said)
        return said

    def path(self, kind):
        one = kind in ("fills", "policies", "quarantine")
        return f"{self.folder}/lake/{kind}" + (
            "" if one else "/" + self.release.name.replace(".", "/")
        )

    def table(self, kind="current"):
        return self.spark.read.format("delta").load(self.path(kind))

    def keys(self):
        """Which of the made rows the table has."""
        names = self.release.row_key
        numbers = {tuple(self.made.key(number)[n] for n in names): number for number in range(12)}
        rows = support.table_rows(self.table(), self.release)
        found = (tuple(values[n] for n in names) for values, _ in rows.values())
        return sorted(numbers[key] for key in found)

    def assert_folds_right(self):
        folder = self.folder / "in" / self.release.stream
        want = support.fold.Stream(folder, list(self.release.row_key)).rows
        have = support.table_rows(self.table(), self.release)
        self.assertTrue(want)
        self.assertEqual(support.differences(have, want, self.release)[:5], [])


class Generations(Lake):
    def fill(self, *numbers):
        """Rows of a new generation, as an object, and its end mark as the next."""
        self.made.gen += 1
        self.upsert(*numbers)
        self.mark()

    def upsert(self, *numbers):
        for number in numbers:
            self.made.upsert(number)
        self.write()

    def mark(self):
        self.made.records.append(self.made.envelope("f"))
        self.write()

    def marks(self):
        """(generation, whether it is applied) of each."""
        rows = self.table("fills").orderBy("generation").collect()
        return [(row.generation - START, row.applied_at is not None) for row in rows]

    def test_an_end_mark_waits_for_late_objects(self):
        self.upsert(0, 1, 2, 3)
        self.fill(0, 1)
        said = self.run_job()
        self.assertIn("is filled, once late objects are in", said)
        self.assertEqual((self.keys(), self.marks()), ([0, 1, 2, 3], [(1, False)]))
        self.upsert(2)
        said = self.run_job("--late-seconds", 0)
        self.assertIn("1 rows of older ones removed", said)
        self.assertEqual((self.keys(), self.marks()), ([0, 1, 2], [(1, True)]))
        self.come_back_by_themselves()
        self.marked_once_more()

    def come_back_by_themselves(self):
        """Records that come after all: of the generation they count, of an older one they do not."""
        self.made.upsert(3)
        self.made.gen -= 1
        self.made.lsn += 8
        self.upsert(4)
        self.made.gen += 1
        self.run_job("--late-seconds", 0)
        self.assertEqual(self.keys(), [0, 1, 2, 3])
        self.assert_folds_right()

    def marked_once_more(self):
        """By a pusher that was killed before it knew; and of an older generation that comes late."""
        self.made.run += 1
        self.mark()
        self.made.gen -= 1
        self.mark()
        self.made.gen += 1
        said = self.run_job("--late-seconds", 0)
        self.assertNotIn("is filled", said)
        self.assertEqual((self.keys(), self.marks()), ([0, 1, 2, 3], [(1, True)]))

    def test_what_is_not_read_yet_stays(self):
        """An object that a listing did not see, though it was there before the one with the end mark."""
        self.upsert(0, 1, 2, 3)
        self.fill(0, 1)
        unseen = self.folder / "in" / self.release.stream / "unseen"
        self.made.upsert(2)
        lines = b"".join(line + b"\n" for line in self.made.lines())
        start, starts = reading.Reading.start, []

        def start_and_see(own, *words):
            starts.append(own)
            if len(starts) == 2:
                unseen.write_bytes(lines)
            return start(own, *words)

        with mock.patch.object(reading.Reading, "start", start_and_see):
            said = self.run_job("--late-seconds", 0)
        self.assertEqual(len(starts), 2)
        self.assertIn("1 rows of older ones removed", said)
        self.assertEqual(self.keys(), [0, 1, 2])

    def test_a_job_that_ends_in_between_does_it_again(self):
        self.upsert(0, 1, 2, 3)
        self.fill(0, 1)
        self.run_job()
        with mock.patch.object(fills.Fills, "note_applied", side_effect=RuntimeError("crash")):
            self.run_job("--late-seconds", 0, status=2)
        self.assertEqual((self.keys(), self.marks()), ([0, 1], [(1, False)]))
        self.made.gen -= 1
        self.upsert(5)
        self.run_job("--late-seconds", 0)
        self.assertEqual((self.keys(), self.marks()), ([0, 1], [(1, True)]))
        self.put_back_and_come_forward()

    def put_back_and_come_forward(self):
        """To the version of the table that had all rows; then every object is read once more."""
        self.spark.sql(f"RESTORE TABLE delta.`{self.path('current')}` TO VERSION AS OF 2")
        self.assertEqual(self.keys(), [0, 1, 2, 3])
        shutil.rmtree(self.folder / "lake/checkpoints")
        self.run_job()
        self.assertEqual(self.keys(), [0, 1])

    def test_fields_of_an_older_generation(self):
        """A field that only a record of an older generation gave is gone with it, whenever that came."""
        for late in (False, True):
            with self.subTest(late=late):
                self.choose(SHARED)
                name = next(f.name for f in self.release.fields if f.may_be_unchanged)
                whole = self.made.envelope("c") | self.made.key(0) | self.made.fields()
                self.made.gen += 1
                part = self.made.envelope("u") | self.made.key(0) | self.made.fields()
                del part[name]
                mark = self.made.envelope("f")
                records = [part | {"_unchanged": [name]}, mark]
                records.insert(2 if late else 0, whole)
                self.write([json.dumps(record).encode() for record in records])
                self.run_job("--late-seconds", 0)
                ((values, left_out),) = support.table_rows(self.table(), self.release).values()
                self.assertEqual((values[name], left_out), (None, [name]))
                shutil.rmtree(self.folder)

    def test_a_job_that_goes_on(self):
        """It applies a mark though nothing more comes, and follows what does come."""
        self.upsert(0, 1, 2, 3)
        self.fill(0, 1)
        thread = threading.Thread(target=self.follow)
        thread.start()
        said = self.run_job("--late-seconds", 0, "--every", 1)
        thread.join()
        self.assertIn("2 rows of older ones removed", said)
        self.assertEqual((self.keys(), self.marks()), ([0, 1, 5], [(1, True)]))

    def follow(self):
        self.wait_for(lambda: self.marks() == [(1, True)])
        self.upsert(5)
        self.wait_for(lambda: self.keys() == [0, 1, 5])
        os.kill(os.getpid(), signal.SIGTERM)

    def wait_for(self, condition, seconds=120):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if condition():
                    return
            except Exception:  # the tables are not there yet
                pass
            time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGTERM)


class OldLake(Lake):
    """A lake that was made when records had format 1."""

    def test_an_old_lake_is_taken_over(self):
        for name in (SHARED, APART):
            with self.subTest(name):
                self.choose(name, old=True)
                for _ in range(60):
                    self.made.step()
                self.write(map(self.to_json, self.made.records + self.made.repeats()))
                self.made.lines()
                self.run_job()
                for kind in ("current", "deleted", "history"):
                    self.make_old(kind)
                self.taken_over_after_a_crash()
                self.assert_folds_right()
                self.goes_on_with_records_of_both_forms()
                shutil.rmtree(self.folder)

    @staticmethod
    def to_json(record):
        return json.dumps(record).encode()

    def make_old(self, kind):
        """A table as it was then: the same rows under their old positions."""
        frame = self.table(kind)
        old, gone = {"_seq": F.col("_run"), "_reread": F.col("_seq")}, ("_run",)
        if self.made.apart:
            old, gone = {"_epoch": F.col("_run")}, ("_gen", "_run")
        frame = frame.withColumns(old).drop(*gone)
        if kind == "current":
            frame = frame.withColumn("_unchanged", F.transform_values("_unchanged", self.old_place))
        nullable = {f.name: f.nullable for f in self.table(kind).schema}
        columns = [
            f"`{f.name}` {f.dataType.simpleString()}"
            + ("" if nullable.get(f.name, False) else " NOT NULL")
            for f in frame.schema
        ]
        path = self.path(kind)
        self.spark.sql(f"CREATE TABLE delta.`{path}.old` ({', '.join(columns)}) USING DELTA")
        frame.write.format("delta").mode("append").save(f"{path}.old")
        shutil.rmtree(path)
        pathlib.Path(f"{path}.old").rename(path)
        if kind == "current":
            names = {"release": self.release.name, "meaning": self.release.meaning}
            names["version"] = self.release.version
            words = ", ".join(f"'sluice.{n}' = '{v}'" for n, v in names.items())
            self.spark.sql(f"ALTER TABLE delta.`{path}` SET TBLPROPERTIES ({words})")
            for statement in self.release.sql(f"delta.`{path}`")[1:]:
                self.spark.sql(statement)

    def old_place(self, _, at):
        names = {"_gen": "_gen", "_lsn": "_lsn", "_seq": "_run", "_reread": "_seq"}
        if self.made.apart:
            names = {"_epoch": "_run", "_pos": "_pos"}
        names["_version"] = "_version"
        return F.when(at.isNotNull(), F.struct(*[at[now].alias(n) for n, now in names.items()]))

    def taken_over_after_a_crash(self):
        renumber = upgrade._renumber

        def crash(*words):
            renumber(*words)
            raise RuntimeError("crash")

        before = self.table().count()
        with mock.patch.object(upgrade, "_renumber", crash):
            self.run_job(status=2)
        self.run_job()
        self.assertEqual(self.table().count(), before)
        self.assertEqual(self.table().where("_run IS NULL OR _gen IS NULL").count(), 0)

    def goes_on_with_records_of_both_forms(self):
        """The rest of the old ones, then new ones, all at once and in any order; then a fill."""
        for number in range(80):
            self.made.old = number < 20
            self.made.step()
        records = self.made.records[self.made.given :] + self.made.repeats()
        self.made.chance.shuffle(records)
        self.write(map(self.to_json, records))
        self.made.lines()
        self.run_job("--late-seconds", 0)
        self.assert_folds_right()
        self.made.gen += 1
        for number in range(5):
            self.made.upsert(number)
        self.made.records.append(self.made.envelope("f"))
        self.write()
        self.run_job("--late-seconds", 0)
        self.assert_folds_right()
        self.assertEqual(self.keys(), list(range(5)))

    def test_old_schemas_are_refused(self):
        folder = self.folder / "generated"
        shutil.copytree(GENERATED, folder)
        for path in folder.glob("*.spark.json"):
            path.write_text(path.read_text().replace('"_format"', '"_reread"'))
        self.words[3] = folder
        self.assertIn("generate them again", self.run_job(status=2))


if __name__ == "__main__":
    unittest.main()
