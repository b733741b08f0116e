"""What operators ask of a pusher, which runs, does not, or is killed meanwhile: fill, pause, resume."""

import json
import os
import pathlib
import signal
import subprocess
import time
import unittest

from harness import Database, Pusher

WHOLE = "sluice-pusher request 1\nfill\nlake.customers\nend\n"


class Requests(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=50)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def start_asking(self, *words):
        return subprocess.Popen(
            [self.pusher.binary, words[0], "--config", "config.json", *words[1:]],
            cwd=self.pusher.directory,
            env=self.pusher.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, *words, timeout=60):
        """Exit status, standard output, standard error."""
        asking = self.start_asking(*words)
        said, errors = asking.communicate(timeout=timeout)
        return asking.returncode, said, errors

    def files(self, suffix):
        folder = self.pusher.directory / "state/requests"
        return sorted(folder.glob(f"*.{suffix}"))

    def put(self, name, text):
        """A file as whoever asks puts it there."""
        folder = self.pusher.directory / "state/requests"
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / f"{name}.new").write_text(text)
        (folder / f"{name}.new").rename(folder / f"{name}.request")

    def wait_until(self, what, condition, timeout=90):
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                self.fail(f"{what}: not within {timeout} s\n{self.pusher.said()}")
            time.sleep(0.05)

    def events(self, event):
        lines = [json.loads(line) for line in self.pusher.errors().splitlines() if line[:1] == "{"]
        return [line for line in lines if line["event"] == event]

    def hold(self):
        """A pusher that holds its lock and acknowledges nothing."""
        self.pusher.start()
        self.pusher.wait_until_current()
        supervisor = self.pusher.processes()["supervisor"]
        os.kill(supervisor, signal.SIGSTOP)
        self.addCleanup(self.go_on, supervisor)
        return supervisor

    def go_on(self, supervisor):
        if self.pusher.processes().get("supervisor") == supervisor:
            os.kill(supervisor, signal.SIGCONT)

    def hold_slot(self):
        """Another client that has the slot, and confirms nothing."""
        program = self.database.bin / "pg_recvlogical"
        words = ["-d", self.database.conninfo, "-U", "postgres", "-S", "sluice", "-s", "0"]
        words += ["-F", "0", "-f", "/dev/null", "-o", "proto_version=1"]
        other = subprocess.Popen([program, *words, "-o", "publication_names=sluice", "--start"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        self.wait_until(
            "the slot is taken",
            lambda: self.database.sql("SELECT active FROM pg_replication_slots") == "t",
        )
        return other

    def processor_seconds(self, pid):
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    # ---- nobody runs ---------------------------------------------------------------------------

    def test_before_the_first_start_there_is_nothing_to_ask(self):
        status, said, errors = self.ask("fill", "lake.customers")
        self.assertEqual((status, said), (2, ""))
        self.assertIn("its first start fills every release", errors)
        self.assertFalse((self.pusher.directory / "state").exists(), "asking made the state")

    def test_without_a_pusher_the_next_start_does_it(self):
        self.pusher.run_until_current()
        status, said, errors = self.ask("pause", "lake.customers", "lake.payments")
        self.assertEqual((status, errors), (0, ""))
        stands = "stands: no pusher runs with this state, its next start does it"
        self.assertEqual(said, f"lake.customers: pause {stands}\nlake.payments: pause {stands}\n")
        (request,) = self.files("request")
        self.assertEqual(request.stat().st_mode & 0o777, 0o600)
        self.assertEqual(request.parent.stat().st_mode & 0o777, 0o700)
        self.assertEqual(
            request.read_text(),
            "sluice-pusher request 1\npause\nlake.customers\nlake.payments\nend\n",
        )
        self.pusher.start()
        self.wait_until("the request is taken", lambda: not self.files("request"))

    def test_a_release_named_twice_is_asked_for_once(self):
        self.pusher.run_until_current()
        status, said, _ = self.ask("fill", "--cancel", "lake.payments", "lake.payments")
        self.assertEqual((status, said.count("cancel")), (0, 1))
        (request,) = self.files("request")
        self.assertEqual(request.read_text().count("lake.payments"), 1)

    # ---- asked wrongly --------------------------------------------------------------------------

    def test_a_release_that_there_is_not(self):
        self.pusher.run_until_current()
        status, said, errors = self.ask("fill", "lake.custmers", "lake.payments", "zebra")
        self.assertEqual((status, said), (2, ""))
        self.assertIn("no release 'lake.custmers'; did you mean 'lake.customers'?", errors)
        self.assertIn("no release 'zebra'; 'sluice-pusher policies' lists them", errors)
        self.assertEqual(self.files("request"), [])

    def test_arguments_that_make_no_sense(self):
        for words in (
            ("fill",),
            ("fill", "--timeout", "soon", "lake.payments"),
            ("fill", "--timeout", "-1", "lake.payments"),
            ("fill", "--timeout"),
            ("pause", "--cancel", "lake.payments"),
        ):
            with self.subTest(words=words):
                status, said, errors = self.ask(*words)
                self.assertEqual((status, said), (2, ""))
                self.assertNotEqual(errors, "")

    def test_secrets_are_not_needed(self):
        """An operator's shell does not have the service's environment."""
        self.pusher.run_until_current()
        self.pusher.config["source"]["reader_password"] = {"env": "NOT_SET_HERE"}
        self.pusher.config["keys"]["customer_link"] = {"file": "keys/away"}
        self.pusher.write_config()
        status, _, errors = self.ask("fill", "lake.customers")
        self.assertEqual((status, errors), (0, ""))

    # ---- a pusher that does not respond -----------------------------------------------------------

    def test_the_time_for_waiting_has_an_end(self):
        supervisor = self.hold()
        status, said, errors = self.ask("fill", "--timeout", "1", "lake.customers")
        self.assertEqual((status, said), (75, ""))
        self.assertIn("has not acknowledged the request within 1 s; the request stands", errors)
        self.assertEqual(len(self.files("request")), 1)
        self.go_on(supervisor)
        self.wait_until("the request is taken", lambda: not self.files("request"))

    def test_interrupted(self):
        self.hold()
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number=number):
                before = len(self.files("request"))
                asking = self.start_asking("fill", "lake.customers")
                self.wait_until("it is asked", lambda: len(self.files("request")) > before)  # noqa: B023
                asking.send_signal(number)
                said, errors = asking.communicate(timeout=30)
                self.assertEqual((asking.returncode, said), (75, ""))
                self.assertIn("the request stands", errors)

    def test_while_another_host_has_the_slot_the_request_waits(self):
        """The reader stands by, and does not spin over what lies in its channel."""
        self.pusher.run_until_current()
        other = self.hold_slot()
        self.pusher.start()
        self.wait_until("it stands by", lambda: self.events("standby"))
        status, _, errors = self.ask("fill", "--timeout", "2", "lake.customers")
        self.assertEqual(status, 75)
        self.assertIn("the request stands", errors)
        self.assertLess(self.processor_seconds(self.pusher.processes()["reader"]), 1)
        self.assertEqual(self.pusher.processes().keys(), {"supervisor", "reader", "sender"})
        other.kill()
        self.wait_until("the request is taken", lambda: not self.files("request"))

    def test_kill_of_the_supervisor_before_it_has_seen_the_request(self):
        self.hold()
        before = self.status_of("lake.customers")["gen"]
        asking = self.start_asking("fill", "lake.customers")
        self.wait_until("it is asked", lambda: self.files("request"))
        self.pusher.kill("supervisor")
        said, errors = asking.communicate(timeout=30)
        self.assertEqual((asking.returncode, errors), (0, ""))
        self.assertIn("its next start does it", said)
        self.assertEqual(len(self.files("request")), 1)
        self.pusher.run_until_current()
        self.assertEqual(self.files("request"), [])
        self.assertGreater(self.status_of("lake.customers")["gen"], before)
        self.assert_lake_is_right()

    # ---- what is asked is done -------------------------------------------------------------------

    def status_of(self, name):
        code, said, errors = self.ask("status", "--json")
        self.assertIn(code, (0, 1), errors)
        (found,) = (at for at in json.loads(said)["releases"] if at["release"] == name)
        return found

    def wait_until_covered(self):
        """All releases."""
        self.wait_until(
            "all are covered", lambda: self.ask("status")[1].count(": covered") == 8, 90
        )

    def assert_lake_is_right(self):
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def test_many_at_once(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        self.wait_until_covered()
        asking = [self.start_asking("fill", "lake.customers", "lake.payments") for _ in range(20)]
        for one in asking:
            said, errors = one.communicate(timeout=60)
            self.assertEqual((one.returncode, errors), (0, ""))
            self.assertEqual(said.count("acknowledged"), 2)
        self.wait_until_covered()
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assert_lake_is_right()

    # ---- files that are none ----------------------------------------------------------------------

    def test_what_is_no_request_is_moved_aside(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        self.put("1", "fill everything\n")
        self.put("2", WHOLE[:-4])
        self.put("3", WHOLE.replace("lake.customers", "lake.invoices"))
        self.wait_until("all are taken", lambda: not self.files("request"))
        self.assertEqual([path.stem for path in self.files("broken")], ["1", "2"])
        self.assertEqual([path.stem for path in self.files("refused")], ["3"])
        self.assertEqual(len(self.events("request_broken")), 2)
        for event in self.events("request_broken") + self.events("request_refused"):
            self.assertNotEqual(event["remedy"], "", event)
        self.assertEqual(len(self.events("request_refused")), 1)
        self.database.sql("CALL workload.run(100, 0.5)")
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)

    def test_files_of_other_names_are_left_alone_and_told_once(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        self.put("1", WHOLE)
        self.wait_until("it is taken", lambda: not self.files("request"))
        folder = self.pusher.directory / "state/requests"
        (folder / "fill.json").write_text("{}")
        (folder / "x.request.broken").write_text("")
        self.wait_until("it is told", lambda: self.events("request_ignored"))
        time.sleep(2)
        (event,) = self.events("request_ignored")
        self.assertEqual((event["file"], event["files"]), ("fill.json", 1))
        self.assertIn(".request", event["remedy"])
        (folder / ("n" * 100 + ".request")).write_text(WHOLE)
        self.wait_until("it is told, too", lambda: len(self.events("request_ignored")) == 2)
        self.assertTrue((folder / "fill.json").exists())
        self.assertEqual(self.pusher.stop(), 0)


if __name__ == "__main__":
    unittest.main()
