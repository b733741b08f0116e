"""PostgreSQL to Delta on real parts: whatever happens on the way, each table is what an SQL query over
the platform says it should be.

SLUICE_LAKE_CHANGES  random changes on the platform (3000); for each 10,000 the job is killed once more, at a
                     moment of chance
SLUICE_LAKE_STREAMS  only these streams, for a quick look (all)
"""

import contextlib
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import canonical
import lake_support as support
from harness import BUILD, TOP, Database, Pusher

CHANGES = int(os.environ.get("SLUICE_LAKE_CHANGES", "3000"))
STREAMS = os.environ.get("SLUICE_LAKE_STREAMS", "").split()
SEED = int(os.environ.get("SLUICE_SEED", "1"))
TODAY = "2026-12-01"
FEW = ("customers", "contact_events", "support_needs")  # for what takes the job more than once


class Company(unittest.TestCase):
    """One story, since Spark takes its time: each part goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.spark = support.start_spark()
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-lake."))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        os.environ.update(cls.database.environment)
        cls.pusher = Pusher(cls.database)
        cls.addClassCleanup(cls.pusher.remove)
        cls.database.add_company(customers=300)
        cls.chance = random.Random(SEED)

    # ---- parts ----------------------------------------------------------------------------------

    def words(self, lake="lake", schemas=TOP / "generated"):
        found = ["--lake", self.folder / lake, "--schemas", schemas, "--late-seconds", 0]
        for name in ("lake", "regulator"):
            found += ["--input", f"{name}={self.pusher.directory / name}"]
        for stream in STREAMS:
            found += ["--stream", stream]
        return found

    def job(self, command="run", *words, status=0, **where):
        found, said = support.run(command, *self.words(**where), *words)
        self.assertEqual(found, status, said)
        return said

    def rows(self, release, lake="lake", columns=("*",)):
        path = f"{self.folder}/{lake}/current/{release.destination}/{release.stream}"
        return self.spark.read.format("delta").load(path).select(*columns)

    def assert_tables_are_right(self, streams=()):
        streams = streams or STREAMS
        for name, release in support.releases(TOP / "generated").items():
            if streams and release.stream not in streams:
                continue
            with self.subTest(name):
                found = support.compare(self.spark, self.folder / "lake", release)
                self.assertEqual(found[:5], [])

    def work(self, changes):
        support.work(self.database, [self.pusher], changes, self.chance)

    # ---- the story ------------------------------------------------------------------------------

    def test_1_filled_and_changes(self):
        """With kills of the pusher; and of the job, which then goes on in another Spark."""
        self.pusher.run_until_current()
        self.work(CHANGES)
        self.kill_a_job_between_its_writes()
        self.kill_jobs_at_random(CHANGES // 10_000)
        self.job()
        self.assert_tables_are_right()

    def start_job(self, *words):
        """In a Spark of its own, as spark-submit starts it."""
        command = [TOP / "build-support/lake.sh", "submit", support.ENVIRONMENT]
        command += [TOP / "lake/job.py", "run", *self.words(), *words]
        return subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill_a_job_between_its_writes(self):
        """In the middle of its first batch: deletions are written, the table is not."""
        log = self.folder / "lake/deleted/lake/contact_events/_delta_log"
        job = self.start_job("--stream", "contact_events")
        while not (log / "00000000000000000001.json").exists():
            self.assertIsNone(job.poll(), "the job ended before it could be killed")
            time.sleep(0.01)
        os.killpg(job.pid, signal.SIGKILL)
        job.wait()
        commits = self.folder / "lake/checkpoints/lake/contact_events/commits"
        self.assertFalse(list(commits.glob("[0-9]*")))

    def kill_jobs_at_random(self, times):
        killed = 0
        for _ in range(times):
            job = self.start_job("--files-per-batch", "100")
            time.sleep(self.chance.uniform(20, 120))
            killed += job.poll() is None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(job.pid, signal.SIGKILL)
            job.wait()
        print(f"{killed} of {times} jobs killed before their end", flush=True)
        self.assertTrue(killed or not times)

    def test_2_records_fit_their_json_schemas(self):
        """Of every stream, by a validator that is not ours."""
        words = [support.lake_sh("python", "tools"), TOP / "tests/lake/validate_records.py"]
        words += [TOP / "generated", self.pusher.directory]
        counts = json.loads(subprocess.check_output(list(map(str, words)), encoding="utf-8"))
        self.assertEqual(set(counts), set(support.releases(TOP / "generated")))
        self.assertGreater(min(counts.values()), 20, counts)

    def test_3_other_readers_see_the_same(self):
        tools = support.lake_sh("python", "tools")
        for name in ("lake.customers", "lake.contact_events", "lake.support_needs"):
            release = support.releases(TOP / "generated")[name]
            columns = [f.name for f in release.fields]
            path = f"{self.folder}/lake/current/{name.replace('.', '/')}"
            reader = [tools, TOP / "tests/lake/read_delta.py", path, *columns]
            told = json.loads(subprocess.check_output(list(map(str, reader)), encoding="utf-8"))
            self.assertEqual(sorted(told), ["deltalake", "duckdb"])
            own = canonical.rows(self.rows(release, columns=columns).collect())
            self.assertGreater(len(own), 20)
            for who, rows in told.items():
                with self.subTest(f"{name} by {who}"):
                    self.assertEqual(rows, own)

    def test_4_a_later_version_waits_for_its_schemas(self):
        """Its records are put aside until the job knows it; then none is missing. The pusher fills the
        release anew in its later form."""
        later = self.folder / "later"
        self.make_later_version(later)
        self.pusher.binary = later / "pusher"
        self.work(CHANGES // 3)
        said = self.job("run", *self.few_streams(), status=1)
        self.assertIn("lake.customers: future-version", said)
        self.assert_tables_are_right([name for name in FEW if name != "customers"])
        for command in ("retry", "run"):  # what was put aside, and the end mark in it
            self.job(command, "--stream", "customers", schemas=later / "generated")
        release = support.releases(later / "generated")["lake.customers"]
        frame = self.rows(release)
        have = support.table_rows(frame, release)
        self.assertEqual({row["_version"] for row in frame.select("_version").collect()}, {5})
        want = support.oracle("lake.customers")
        for row in want.values():
            row["letters_only"] = row["preferred_channel"] == "letter"
        self.assertEqual(support.differences(have, want, release)[:5], [])
        # what the later version does not release is gone
        self.assertEqual(frame.where("channel_group IS NOT NULL").count(), 0)

    def make_later_version(self, folder):
        """lake.customers version 5: without channel_group, with letters_only."""
        shutil.copytree(TOP / "policies", folder / "policies")
        policy = folder / "policies/customers.policy"
        text = policy.read_text(encoding="utf-8")
        text, removed = re.subn(r"    derive   channel_group.*?\]\)\n", "", text, flags=re.S)
        text, added = re.subn(
            "(    keep     preferred_channel\n)",
            r'\1    derive   letters_only = preferred_channel is "letter"\n',
            text,
        )
        text, raised = re.subn("lake.customers version 4", "lake.customers version 5", text)
        self.assertEqual((removed, added, raised), (1, 1, 1))
        # the tests in the file are of version 4
        policy.write_text(re.sub(r'\ntest ".*?\nend\n', "", text, flags=re.S), encoding="utf-8")
        sluice, words = BUILD / "sluice", [folder / "policies", "--today", TODAY, "-o"]
        subprocess.run([sluice, "generate", *words, folder / "generated"], check=True)
        archive = ["--archive", BUILD / "libsluice-pusher.a"]
        headers = ["--headers", f"{TOP}/runtime/abi:{TOP}/common"]
        subprocess.run([sluice, "build", *words, folder / "pusher", *archive, *headers], check=True)

    def test_5_replay_changes_nothing(self):
        """Every object once more, as for a job that lost its checkpoints."""
        before = self.contents("lake")
        shutil.rmtree(self.folder / "lake/checkpoints")
        said = self.job("run", *self.few_streams(), schemas=self.folder / "later/generated")
        for stream in FEW:
            self.assertRegex(
                said,
                rf"lake.{stream} batch 0: \d+ records, 0 quarantined, 0 rows written, 0 removed",
            )
        self.assertEqual(self.contents("lake"), before)

    def test_6_order_does_not_matter(self):
        """The same records of several streams in one place, in another order, packed in other ways, in
        a new lake."""
        lines = [
            line
            for stream in FEW
            for _, _, line in support.fold.lines(self.pusher.directory / "lake" / stream)
        ]
        self.chance.shuffle(lines)
        self.scatter(lines, self.folder / "scattered")
        words = [
            "--lake",
            self.folder / "other",
            "--input",
            f"lake={self.folder}/scattered",
            "--mixed",
            "--late-seconds",
            0,
        ]
        words += ["--schemas", TOP / "generated", "--schemas", self.folder / "later/generated"]
        status, said = support.run("run", *words, *self.few_streams(), "--files-per-batch", 3)
        self.assertEqual(status, 0, said)
        self.assertEqual(self.contents("other"), self.contents("lake"))

    @staticmethod
    def few_streams():
        return [word for stream in FEW for word in ("--stream", stream)]

    def contents(self, lake):
        """The rows of a few tables with their bookkeeping, in an order of their own."""
        found = {}
        for name, release in support.releases(self.folder / "later/generated").items():
            if release.stream in FEW and release.destination == "lake":
                rows = self.rows(release, lake, [*release.table_columns]).collect()
                found[name] = sorted(map(str, rows))
        self.assertEqual(len(found), len(FEW))
        return found

    @staticmethod
    def scatter(lines, target):
        target.mkdir(parents=True)
        parts = [lines[number::5] for number in range(5)]
        (target / "packed-1").write_bytes(b"".join(parts[0]))  # Firehose: no suffix
        (target / "packed-2.gz").write_bytes(gzip.compress(b"".join(parts[1])))
        # objects one behind the other, as Firehose writes them without a delimiter
        (target / "joined").write_bytes(b"".join(line.rstrip(b"\n") for line in parts[2]))
        (target / "2026/11/23").mkdir(parents=True)
        (target / "2026/11/23/deep.jsonl").write_bytes(b"".join(parts[3]))
        (target / "2026/11/23/deep.jsonl.gz").write_bytes(gzip.compress(b"".join(parts[4])))


if __name__ == "__main__":
    unittest.main()
