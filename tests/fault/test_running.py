"""What can happen to a pusher that runs: signals, a full disk, a second pusher, an idle table."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from harness import Database, Pusher


class Running(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=200)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def assert_lake_is_right(self, pusher=None):
        equal, report = (pusher or self.pusher).fold()
        self.assertTrue(equal, report)

    def wait_for(self, what, condition, timeout=30):
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                self.fail(f"{what}: not within {timeout} s\n{self.pusher.errors()[-2000:]}")
            time.sleep(0.05)

    def test_sigterm_stops_with_everything_confirmed(self):
        self.pusher.run_until_current()
        self.pusher.start()
        self.database.sql("CALL workload.run(2000, 0.5)")
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assert_lake_is_right()
        records = [path.stat().st_size for path in self.pusher.written() if "lake" in path.parts]
        self.pusher.run_until_current()
        again = [path.stat().st_size for path in self.pusher.written() if "lake" in path.parts]
        self.assertEqual(records, again, "a run with nothing to do has written records")

    def test_sigterm_in_the_middle(self):
        self.pusher.run_until_current()
        self.database.sql("CALL workload.run(5000, 0.5)")
        for _ in range(6):
            self.pusher.start()
            time.sleep(0.25)
            self.assertEqual(self.pusher.stop(), 0, self.pusher.errors()[-2000:])
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    def ended(self):
        """What the last `ended` said of everything being confirmed."""
        (*_, last) = (line for line in self.pusher.errors().splitlines() if '"ended"' in line)
        return json.loads(last)["all_confirmed"]

    def test_sigterm_before_all_is_filled_says_so(self):
        """Between two tables: the others are whole, the slot is current."""
        self.pusher.start()
        self.pusher.wait_until_current()
        with subprocess.Popen(
            [self.database.psql_program, "-XAtq"],
            env=os.environ | self.database.environment,
            stdin=subprocess.PIPE,
        ) as writer:
            writer.stdin.write(b"BEGIN; LOCK collections.customers IN ROW EXCLUSIVE MODE;\n")
            writer.stdin.flush()
            self.wait_for(
                "the table is locked",
                lambda: self.database.sql("SELECT 1 FROM pg_locks WHERE mode = 'RowExclusiveLock'"),
            )
            self.assertEqual(self.pusher.call("fill", "lake.customers"), 0)
            self.pusher.wait_until_streamed()
            self.assertEqual(self.pusher.unfilled(), ["lake.customers"])
            self.assertEqual(self.pusher.stop(), 0)
            self.assertEqual(self.ended(), "no")
        self.pusher.start()
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assertEqual(self.ended(), "yes")
        self.assert_lake_is_right()

    def test_signals_for_the_group_are_the_supervisors(self):
        """As a terminal that closes sends one, or a service manager: at every moment of the children."""
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            self.pusher.start()
            self.wait_for("the children", lambda: len(self.pusher.processes()) == 3)
            for role in ("reader", "sender", "supervisor"):
                os.kill(self.pusher.processes()[role], number)
            if number == signal.SIGHUP:
                self.pusher.wait_until_current()
            self.assertEqual(self.pusher.stop(), 0)
            self.assertNotIn("child_killed", self.pusher.errors())

    def test_idle_tables_do_not_hold_the_log(self):
        """The slot moves on while others write."""
        self.pusher.run_until_current()
        self.pusher.start()
        self.database.sql("CREATE TABLE public.busy (n integer)")
        self.database.sql("INSERT INTO public.busy SELECT generate_series(1, 50000)")
        self.pusher.wait_until_current(timeout=60)

    def test_second_pusher_waits_and_takes_over(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        second = Pusher(self.database, self.pusher.directory / "second")
        self.addCleanup(second.remove)
        for name in ("lake", "regulator"):
            second.config["destinations"][name]["directory"] = str(self.pusher.directory / name)
        second.config["state"] = str(self.pusher.directory / "state")
        second.write_config()
        second.start()
        time.sleep(1)
        self.assertTrue(second.running(), second.errors())
        self.database.sql("CALL workload.run(500, 0.5)")
        self.pusher.wait_until_current()
        self.pusher.kill("supervisor")
        self.database.sql("CALL workload.run(500, 0.25)")
        second.wait_until_current()
        self.assertEqual(second.stop(), 0)
        self.assert_lake_is_right()

    def test_sigterm_while_another_has_the_slot(self):
        """Nothing is known of what is delivered: that is not told as everything."""
        self.pusher.start()
        self.pusher.wait_until_current()
        second = Pusher(self.database, self.pusher.directory / "second")
        self.addCleanup(second.remove)
        second.start()
        self.wait_for("it waits", lambda: '"standby"' in second.errors())
        self.assertEqual(second.stop(), 0)
        self.assertIn('"all_confirmed":"no"', second.errors())

    def test_killed_supervisor_takes_its_children_along(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        children = [pid for role, pid in self.pusher.processes().items() if role != "supervisor"]
        self.assertEqual(len(children), 2)
        self.pusher.kill("supervisor")
        self.wait_for(
            "the children end",
            lambda: not any(pathlib.Path(f"/proc/{pid}/exe").exists() for pid in children),
        )

    def test_lake_that_cannot_be_written(self):
        (self.pusher.directory / "lake").write_text("a file where the directory should be")
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.assertIn("lake", self.pusher.errors())
        (self.pusher.directory / "lake").unlink()
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    @unittest.skipUnless(os.geteuid() == 0, "needs root, for a small file system")
    def test_no_room_on_disk(self):
        small = tempfile.mkdtemp(prefix="sluice-small.")
        self.addCleanup(shutil.rmtree, small, ignore_errors=True)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], check=False
        )
        if mounted.returncode != 0:
            self.skipTest("may not mount here")
        self.addCleanup(subprocess.run, ["umount", small], check=False)
        self.pusher.config["destinations"]["lake"]["directory"] = small
        self.pusher.write_config()
        self.pusher.start()
        self.wait_for("it says that there is no room", lambda: "No space" in self.pusher.errors())
        self.assert_nothing_confirmed_beyond(small)
        subprocess.run(["mount", "-o", "remount,size=200m", small], check=True)
        if not self.pusher.running():
            self.pusher.start()
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        shutil.copytree(small, self.pusher.directory / "lake")
        self.assert_lake_is_right()

    def assert_nothing_confirmed_beyond(self, directory):
        """Every finished file holds whole lines only."""
        for path in pathlib.Path(directory).rglob("*.jsonl"):
            self.assertTrue(path.read_bytes().endswith(b"\n"))


if __name__ == "__main__":
    unittest.main()
