"""Rows whose update did not carry a long text: the pusher reads them again, whole, in one version, and
only once the update can be seen."""

import json
import threading
import time
import unittest

from harness import Database, Pusher

# Too long for a row and for compression: kept out of line, and left out of updates of other columns.
LONG = "(SELECT string_agg(md5(n::text || {seed}), '') FROM generate_series(1, 400) n)"


class Reread(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=40)
        self.account = self.database.sql(
            "SELECT min(account_id) FROM collections.accounts WHERE status = 'open'"
        )
        self.update("agreement_text = " + LONG.format(seed=1))
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)
        self.pusher.run_until_current()

    def update(self, assignments):
        self.database.sql(
            f"UPDATE collections.accounts SET {assignments} WHERE account_id = {self.account}"
        )

    def records(self):
        """Records of the stream, and whether each carries the agreement's text."""
        for path in sorted(self.pusher.written()):
            if "accounts" in path.parts and path.suffix == ".jsonl":
                for line in path.read_text(encoding="utf-8").splitlines():
                    yield json.loads(line)

    def updates(self):
        return [record for record in self.records() if record["_op"] == "u"]

    def wait_for(self, what, condition, timeout=30):
        deadline = time.monotonic() + timeout
        while not condition():
            self.assertTrue(self.pusher.running(), self.pusher.errors()[-3000:])
            self.assertLess(time.monotonic(), deadline, f"{what}\n{self.pusher.errors()[-3000:]}")
            time.sleep(0.05)

    def agreement(self):
        return self.database.sql(
            f"SELECT agreement_text FROM collections.accounts WHERE account_id = {self.account}"
        )

    def assert_last_is_complete(self):
        last = self.updates()[-1]
        self.assertNotIn("_unchanged", last)
        self.assertEqual(last["agreement_text"], self.agreement())

    def test_a_record_is_complete(self):
        self.update("interest_rate = 1.25")
        self.pusher.run_until_current()
        self.assertEqual(str(self.updates()[-1]["interest_rate"]), "1.25")
        self.assert_last_is_complete()

    def test_a_record_is_of_one_version(self):
        """An update that was overtaken is sent as the row is now: the text of one version never stands
        beside the rest of another."""
        self.update("interest_rate = 1.25")
        self.update("interest_rate = 9.75, agreement_text = " + LONG.format(seed=2))
        self.pusher.run_until_current()
        seen = [(str(r["interest_rate"]), r["agreement_text"]) for r in self.updates()]
        self.assertEqual(set(seen), {("9.75", self.agreement())})

    def test_a_row_that_is_gone(self):
        self.update("interest_rate = 1.25")
        self.database.sql(f"DELETE FROM collections.accounts WHERE account_id = {self.account}")
        self.pusher.run_until_current()
        last = self.updates()[-1]
        self.assertEqual(last["_unchanged"], ["agreement_text"])
        self.assertNotIn("agreement_text", last)
        self.assertEqual(str(last["interest_rate"]), "1.25")
        self.assertEqual(list(self.records())[-1]["_op"], "d")
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def test_it_waits_until_the_update_can_be_seen(self):
        """While a synchronous standby does not answer, commits are streamed and not yet visible."""
        self.pusher.start()
        self.set_standbys("nobody")
        writer = threading.Thread(target=self.update, args=("interest_rate = 1.25",))
        writer.start()
        time.sleep(3)
        self.assertEqual(self.updates(), [])
        self.assertTrue(self.pusher.running())
        self.set_standbys("")
        writer.join()
        self.wait_for("the update", self.updates)
        self.assert_last_is_complete()
        self.assertEqual(self.pusher.stop(), 0)

    def set_standbys(self, names):
        self.database.psql(
            "-c", f"ALTER SYSTEM SET synchronous_standby_names = '{names}'",
            "-c", "SELECT pg_reload_conf()",
        )  # fmt: skip

    def test_it_waits_behind_a_lock(self):
        """Longer than the lock time-out, with keepalives answered meanwhile."""
        self.pusher.start()
        locker = threading.Thread(
            target=self.database.psql,
            kwargs={
                "text": f"BEGIN; UPDATE collections.accounts SET interest_rate = 1.25"
                f" WHERE account_id = {self.account}; COMMIT;"
                "BEGIN; LOCK TABLE collections.accounts IN ACCESS EXCLUSIVE MODE;"
                "SELECT pg_sleep(6); COMMIT;"
            },
        )
        locker.start()
        locker.join()
        self.wait_for("the update", self.updates)
        self.assert_last_is_complete()
        self.assertEqual(self.pusher.stop(), 0)


if __name__ == "__main__":
    unittest.main()
