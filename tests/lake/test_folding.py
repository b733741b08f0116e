"""Records made up at random, in any order, against the reference fold; and what goes to quarantine.

The stream is lake.contact_events: a row key of two fields, numbers, moments, nested values, fields
that PostgreSQL may leave out.
"""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from unittest import mock

import lake_support as support
from made import Made
from sluice_lake import batch, fold

SEED = 11
GENERATED = support.TOP / "generated"
NAME = "lake.contact_events"


# A batch's writes, in their order; what goes to quarantine comes before them.
CRASHES = [(batch.Stream, "_keep"), (fold.Fold, "_remember"), (fold.Fold, "_merge")]


class Folding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = support.start_spark()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-lake."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.choose(NAME)

    def choose(self, name):
        self.release = support.releases(GENERATED)[name]
        self.words = ["--lake", self.folder / "lake", "--schemas", f"file://{GENERATED}"]
        self.words += ["--input", f"{self.release.destination}={self.folder}/in"]
        self.words += ["--stream", name, "--history", "--late-seconds", 0]

    def write(self, lines, name):
        folder = self.folder / "in" / self.release.stream
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f".{name}").write_bytes(b"".join(line + b"\n" for line in lines))
        (folder / f".{name}").rename(folder / name)  # whole or not at all

    def table(self, kind="current"):
        where = f"{self.folder}/lake/{kind}"
        where += "" if kind == "quarantine" else "/" + self.release.name.replace(".", "/")
        return self.spark.read.format("delta").load(where)

    def fold(self):
        """What the reference makes of the same objects."""
        folder = self.folder / "in" / self.release.stream
        for path in list(folder.iterdir()):
            path.rename(path.with_suffix(".jsonl"))
        stream = support.fold.Stream(folder, list(self.release.row_key))
        self.records = stream.records - stream.repeats
        return stream.rows

    def crash_after(self, owner, name):
        """A run that ends right after one of a batch's writes; the batch is not done."""
        write = getattr(owner, name)

        def crash(*words):
            write(*words)
            raise RuntimeError(f"crash after {name}")

        with mock.patch.object(owner, name, crash):
            status, said = support.run("run", *self.words)
        self.assertEqual(status, 2)
        self.assertIn(f"crash after {name}", said)

    def assert_no_repeats(self, kind, *names):
        rows = [tuple(row) for row in self.table(kind).select(*names).collect()]
        self.assertGreater(len(rows), 1)
        self.assertEqual(len(rows), len(set(rows)), kind)

    def test_random_histories_in_random_order(self):
        """Of both record formats, with a crash after each of a batch's writes; also of a stream with
        positions apart, and without the time of the commit, whose crashes take SLUICE_LAKE_ALL=1."""
        for name in (NAME, "regulator.payment_returns"):
            with self.subTest(name):
                self.choose(name)
                chance = random.Random(SEED)
                made = Made(self.release, chance, old=True)
                for number in range(150):
                    made.old = number < 50
                    made.step()
                records = made.records + made.repeats()
                chance.shuffle(records)
                lines = [json.dumps(r, ensure_ascii=False).encode() for r in records]
                for number, crash in enumerate(CRASHES):
                    self.write(lines[number :: len(CRASHES)], f"{number}")
                    if name == NAME or os.environ.get("SLUICE_LAKE_ALL"):
                        self.crash_after(*crash)
                    self.assertEqual(support.run("run", *self.words)[0], 0)
                order = self.release.order
                self.assert_no_repeats("history", *order)
                self.assert_no_repeats("deleted", "_op", *self.release.row_key, *order)
                want = self.fold()
                have = support.table_rows(self.table(), self.release)
                self.assertGreater(len(want), 3)
                self.assertEqual(support.differences(have, want, self.release)[:5], [])
                self.assertEqual(self.table("history").count(), self.records)
                shutil.rmtree(self.folder)

    @staticmethod
    def mark(made, number):
        """In place of a record of this row that was larger than the destination takes."""
        about = {"_seq": 90, "_size": 17000000, "_reason": "at most 16777216 bytes"}
        return json.dumps(made.envelope("m") | made.key(number) | about).encode()

    def test_quarantine(self):
        """The table loses the row of a mark, and history has that it is gone."""
        made = Made(self.release, random.Random(SEED))
        good = []
        for number in range(4):
            record = made.envelope("u") | made.key(number) | made.fields() | {"_seq": number}
            good.append(json.dumps(record))
        first = json.loads(good[0])

        def spoilt(**change):
            return json.dumps({k: v for k, v in (first | change).items() if v != "drop"}).encode()

        name, _ = self.release.policy.rsplit(":", 1)
        bad = {
            ("wrong-type", "event_no"): spoilt(event_no="7"),
            ("wrong-type", "started_on"): spoilt(started_on="2026-02-30"),
            ("value-not-allowed", "duration_band"): spoilt(duration_band="30..600"),
            ("unknown-field", "transcript"): spoilt(transcript="they said"),
            ("missing-key", "account_ref"): spoilt(account_ref="drop"),
            ("missing-field", "channel"): spoilt(channel="drop"),
            ("broken-json", None): spoilt()[:-5],
            ("not-utf8", None): spoilt(summary="x").replace(b'"x"', b'"\xff"'),
            ("future-version", "_policy"): spoilt(_policy=f"{NAME}@99:{'0' * 16}"),
            ("unknown-meaning", "_policy"): spoilt(_policy=f"{name}:{'0' * 16}"),
            ("future-format", "_format"): spoilt(_format=3),
            ("other-release", "_policy"): spoilt(_policy=f"lake.customers@3:{'0' * 16}"),
            ("too-large", None): self.mark(made, 3),
        }
        lines = [line.encode() for line in good]
        for number, line in enumerate(bad.values()):
            lines.insert(2 * number, line)
        self.write(lines, "mixed")
        self.crash_after(batch.Stream, "_put_aside")
        status, said = support.run("run", *self.words, "--metrics", self.folder / "metrics")
        self.assertEqual(status, 1, said)
        have = support.table_rows(self.table(), self.release)
        self.assertEqual(len(have), 3)
        found = {(row.reason, row.field): row for row in self.table("quarantine").collect()}
        self.assertEqual(set(found), set(bad))
        for reason, line in bad.items():
            self.assertEqual(found[reason].text.encode(), line.replace(b"\xff", b"\\xff"))
            self.assertTrue(found[reason].file.endswith("/mixed"))
        metrics = json.loads((self.folder / "metrics").read_text())[NAME]
        counts = (metrics["records"], metrics["quarantined"], metrics["put"])
        # The mark counts twice: as what is put aside, and as a row that goes.
        self.assertEqual(counts, (len(lines) + 1, len(bad), 3))
        self.assertEqual(self.table("history").count(), 5)
        # nothing new: nothing wrong, and nothing twice
        self.assertEqual(support.run("run", *self.words)[0], 0)
        shutil.rmtree(self.folder / "lake/checkpoints")
        self.assertEqual(support.run("run", *self.words)[0], 1)
        self.assertEqual(self.table("quarantine").count(), len(bad))
        self.assertEqual(self.table("history").count(), 5)

    def test_what_keeps_the_job_from_running(self):
        words = ["--lake", self.folder / "lake", "--input", "lake=nowhere"]
        self.assertEqual(support.run("run", *words, "--schemas", self.folder)[0], 2)
        status, said = support.run(
            "run", "--lake", self.folder / "lake", "--input", "other=x", "--schemas", GENERATED
        )
        self.assertEqual(status, 2)
        self.assertIn("no release to other", said)

    def test_maintenance(self):
        """Small files are made into large ones: when asked for, and by each write where it is told to."""
        made = Made(self.release, random.Random(SEED))
        for number in range(2):
            self.write_new_rows(made, number)
        status, said = support.run("run", *self.words, "--retain-days", 14, "--files-per-batch", 1)
        self.assertEqual(status, 0, said)
        before = sorted(map(str, self.table().collect()))
        self.assertGreater(len(self.table().inputFiles()), 1)
        status, said = support.run(
            "maintain", *self.words, "--forget-days", 0, "--vacuum-hours", 400
        )
        self.assertEqual(status, 0, said)
        self.assertEqual(len(self.table().inputFiles()), 1)
        self.assertEqual(sorted(map(str, self.table().collect())), before)
        self.assertEqual(self.table("deleted").where("_op = 'd'").count(), 0)
        self.compact_at_each_write(made)

    def write_new_rows(self, made, number):
        """Rows that no file of the table has, and a deletion."""
        made.records = []
        for key in range(4 * number, 4 * number + 4):
            made.upsert(key)
        made.lsn += 8
        made.records.append(made.envelope("d") | made.key(4 * number))
        self.write([json.dumps(r).encode() for r in made.records], f"{number}")

    def compact_at_each_write(self, made):
        self.assertEqual(self.compactions(), ["false"])
        self.write_new_rows(made, 2)
        few = "spark.databricks.delta.autoCompact.minNumFiles"
        self.spark.conf.set(few, 2)
        self.addCleanup(self.spark.conf.unset, few)
        status, said = support.run("run", *self.words, "--auto-compact")
        self.assertEqual(status, 0, said)
        self.assertEqual(self.compactions(), ["false", "true"])
        self.assertEqual(len(self.table().inputFiles()), 1)
        have, want = support.table_rows(self.table(), self.release), self.fold()
        self.assertEqual(support.differences(have, want, self.release)[:5], [])

    def compactions(self):
        """Of the table, in their order: whether each came by itself."""
        where = f"{self.folder}/lake/current/{self.release.name.replace('.', '/')}"
        history = self.spark.sql(f"DESCRIBE HISTORY delta.`{where}`").where(
            "operation = 'OPTIMIZE'"
        )
        return [row.operationParameters["auto"] for row in history.orderBy("version").collect()]

    def test_a_job_that_goes_on(self):
        """It follows what comes, ends between two batches when it is told to, and goes on from there:
        in a Spark of its own, where the JVM is told, then in this process."""
        made = Made(self.release, random.Random(SEED))
        made.marks = False  # they are applied at moments of the job's own
        self.make_step(made, "0")
        words = [*self.words, "--every", 1]
        command = [support.TOP / "build-support/lake.sh", "submit", support.ENVIRONMENT]
        command += [support.TOP / "lake/job.py", "run", *words]
        job = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        self.addCleanup(job.kill)
        said = [self.follow(job, "batch 0:")]
        self.make_step(made, "1")
        said += [self.follow(job, "batch 1:")]
        job.terminate()
        said += [job.communicate(timeout=120)[0]]
        self.assertEqual(job.returncode, 143)
        self.assert_all_batches_are_done()
        self.make_step(made, "2")
        end = threading.Thread(target=self.end_after_batch, args=(2,))
        end.start()
        status, last = support.run("run", *words)
        end.join()
        self.assertEqual(status, 0, last)
        self.assert_all_batches_are_done()
        counts = re.findall(r"^(\d+) records of 1 streams", "".join([*said, last]), re.M)
        self.assertEqual(len(counts), 2)
        self.assertEqual(sum(map(int, counts)), self.written)  # none twice, none missing
        have, want = support.table_rows(self.table(), self.release), self.fold()
        self.assertEqual(support.differences(have, want, self.release)[:5], [])

    written = 0

    def make_step(self, made, name):
        made.records = []
        for _ in range(40):
            made.step()
        self.write([json.dumps(r).encode() for r in made.records], name)
        self.written += len(made.records)

    def follow(self, job, wanted):
        """What a job says, until it says that."""
        found = ""
        for line in job.stdout:
            found += line
            if wanted in line:
                return found
        raise AssertionError(f"the job ended with {job.wait()}:\n{found}")

    def checkpoint(self, kind):
        folder = self.folder / "lake/checkpoints" / self.release.name.replace(".", "/") / kind
        return sorted(path.name for path in folder.glob("[0-9]*"))

    def assert_all_batches_are_done(self):
        self.assertEqual(self.checkpoint("offsets"), self.checkpoint("commits"))

    def end_after_batch(self, number):
        while str(number) not in self.checkpoint("commits"):
            time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
