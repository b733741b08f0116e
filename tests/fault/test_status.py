"""What `status` says of releases that are covered, being filled, waited for, paused and not released."""

import json
import os
import pathlib
import subprocess
import time
import unittest

import jsonschema

from harness import TOP, Database, Pusher

SCHEMA = json.loads((TOP / "docs/status.schema.json").read_text(encoding="utf-8"))
NAME = "lake.customers"


class Status(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=50)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def call(self, *words):
        ran = subprocess.run(
            [self.pusher.binary, *words, "--config", "config.json"],
            cwd=self.pusher.directory,
            env=self.pusher.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return ran.returncode, ran.stdout, ran.stderr

    def status(self):
        """Exit status, and what it says as JSON."""
        code, said, errors = self.call("status", "--json")
        self.assertEqual(errors, "")
        document = json.loads(said)
        jsonschema.validate(
            document, SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        return code, document

    def release(self, name=NAME):
        (found,) = (at for at in self.status()[1]["releases"] if at["release"] == name)
        return found

    def wait_for(self, what, condition, timeout=90):
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                self.fail(
                    f"{what}: not within {timeout} s\n{self.call('status')}\n{self.pusher.said()}"
                )
            time.sleep(0.05)

    def writer_of(self, table):
        """A transaction that has written to a table and does not end."""
        statement = f"BEGIN; LOCK {table} IN ROW EXCLUSIVE MODE; SELECT pg_sleep(600)"
        writer = subprocess.Popen(
            [self.database.psql_program, "-XAtq", "-c", statement],
            env=os.environ | self.database.environment,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(writer.wait)
        self.addCleanup(writer.kill)
        self.wait_for(
            "the table is locked",
            lambda: self.database.sql(
                f"SELECT 1 FROM pg_locks WHERE relation = '{table}'::regclass"
                " AND mode = 'RowExclusiveLock'"
            ),
        )

    def wait_until_covered(self):
        self.wait_for(
            "all are covered",
            lambda: all(at["status"] == "covered" for at in self.status()[1]["releases"]),
        )

    def test_before_the_first_start(self):
        code, said, errors = self.call("status")
        self.assertEqual((code, said), (2, ""))
        self.assertIn("no pusher has run with the state directory", errors)
        self.assertFalse((self.pusher.directory / "state").exists(), "looking made the state")

    def test_covered(self):
        self.pusher.run_until_current()
        code, document = self.status()
        self.assertEqual((code, document["runs"], document["requests"]), (0, False, 0))
        released = [at["release"] for at in document["releases"]]
        policies = self.pusher.binary, "policies"
        said = subprocess.run(policies, capture_output=True, text=True, check=True).stdout
        self.assertEqual(
            released, [line.split("\t")[0] for line in said.splitlines() if "\tversion " in line]
        )
        for at in document["releases"]:
            with self.subTest(release=at["release"]):
                self.assertEqual((at["status"], at["released"]), ("covered", True))
                self.assertNotIn("cause", at)
        self.pusher.start()
        self.pusher.wait_until_current()
        code, document = self.status()
        self.assertEqual((code, document["runs"]), (0, True))
        confirmed = self.database.sql(
            "SELECT confirmed_flush_lsn <= pg_current_wal_insert_lsn() AND"
            f" confirmed_flush_lsn >= '{document['slot']['delivered_lsn']}'"
            " FROM pg_replication_slots"
        )
        self.assertEqual(confirmed, "t")
        code, said, _ = self.call("status")
        self.assertEqual(code, 0)
        self.assertTrue(said.startswith("pusher: runs\nslot: sluice, everything up to "))
        self.assertIn(f"\n{NAME}: covered since 20", said)

    def test_a_filling_says_whom_it_waits_for(self):
        """A writer that does not end is waited for, by its process id."""
        self.pusher.start()
        self.pusher.wait_until_current()
        self.wait_until_covered()
        self.writer_of("collections.customers")
        self.assertEqual(self.call("fill", NAME)[0], 0)
        pid = self.database.sql("SELECT pid FROM pg_locks WHERE mode = 'RowExclusiveLock'")
        self.assertRegex(pid, r"^[0-9]+$")
        self.wait_for("waits", lambda: pid in self.release().get("waits_for", ""))
        self.assertNotEqual(self.release()["status"], "covered")
        self.assertIn("; waits for ", self.call("status")[1])
        self.database.sql(f"SELECT pg_terminate_backend({pid})")
        self.wait_until_covered()
        self.assertEqual(self.status()[0], 0)

    def test_requests_that_stand_are_counted(self):
        self.pusher.run_until_current()
        self.assertEqual(self.call("fill", NAME)[0], 0)
        self.assertEqual(self.call("pause", NAME)[0], 0)
        self.assertEqual(self.status()[1]["requests"], 2)
        self.assertIn("\nrequests: 2 not acknowledged yet\n", self.call("status")[1])

    def test_secrets_are_not_needed(self):
        self.pusher.run_until_current()
        self.pusher.config["source"]["reader_password"] = {"env": "NOT_SET_HERE"}
        self.pusher.write_config()
        self.assertEqual(self.status()[0], 0)

    def test_what_is_no_state(self):
        self.pusher.run_until_current()
        data = pathlib.Path(self.pusher.directory / "state/data.mdb")
        data.write_bytes(b"x" * 8192)
        code, said, errors = self.call("status")
        self.assertEqual((code, said), (2, ""))
        self.assertIn("the state ", errors)


if __name__ == "__main__":
    unittest.main()
