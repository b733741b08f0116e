"""Passwords that change while the pusher runs: they are read again before each further login."""

import json
import time
import unittest

from harness import Database, Pusher

LOGIN = 77
ROLES = {"reader": "sluice_reader", "replication": "sluice_replicator"}


class Passwords(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=20)
        rules = cls.database.directory / "data/pg_hba.conf"
        logins = "".join(
            f"local {database} {role} scram-sha-256\n"
            for role in ROLES.values()
            for database in ("platform", "replication")
        )
        rules.write_text(logins + rules.read_text())
        cls.database.sql("SELECT pg_reload_conf()")

    def setUp(self):
        self.pusher = Pusher(self.database)
        self.addCleanup(
            self.database.sql, "SELECT pg_drop_replication_slot('sluice') FROM pg_replication_slots"
        )
        self.addCleanup(self.pusher.remove)
        for kind in ROLES:
            self.write(kind, "first")
            self.alter(kind, "first")
            self.pusher.config["source"][f"{kind}_password"] = {"file": kind}
        self.pusher.write_config()

    def write(self, kind, password):
        path = self.pusher.directory / kind
        path.write_text(password + "\n")
        path.chmod(0o600)

    def alter(self, kind, password):
        self.database.sql(f"ALTER ROLE {ROLES[kind]} PASSWORD '{password}'")

    def cut(self):
        self.database.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'sluice%'"
        )

    def said(self, event, **fields):
        lines = (json.loads(at) for at in self.pusher.errors().splitlines() if at[0] == "{")
        return [at for at in lines if at["event"] == event and fields.items() <= at.items()]

    def wait_for(self, what, condition, timeout=30):
        deadline = time.monotonic() + timeout
        while not condition():
            self.assertTrue(self.pusher.running(), self.pusher.said())
            self.assertLess(time.monotonic(), deadline, f"{what}\n{self.pusher.said()}")
            time.sleep(0.05)

    def test_file_and_role(self):
        """The file first, and both passwords."""
        self.pusher.start()
        self.pusher.wait_until_current()
        for kind in ROLES:
            self.write(kind, "second")
            self.alter(kind, "second")
        self.cut()
        self.pusher.wait_until_current()
        self.assertEqual(self.said("process_ends", **{"class": "login"}), [])
        self.assertEqual(self.pusher.stop(), 0)

    def test_the_role_before_the_file(self):
        """It is tried again, loudly, until the file has it, which is away for a moment meanwhile."""
        self.pusher.start()
        self.pusher.wait_until_current()
        self.alter("reader", "second")
        self.cut()
        refused = {"class": "login", "level": "error"}
        self.wait_for("it is said", lambda: self.said("process_ends", **refused))
        self.assertIn("password", self.said("process_ends", **refused)[0]["remedy"])
        (self.pusher.directory / "reader").unlink()
        missing = {"option": "source.reader_password", "level": "error"}
        self.wait_for("the file is missed", lambda: self.said("secret_not_read", **missing))
        self.write("reader", "second")
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assertNotIn("second", self.pusher.errors())

    def test_no_password(self):
        """libpq says so, and not the server: it has no SQLSTATE."""
        del self.pusher.config["source"]["reader_password"]
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("check"), 1)
        self.pusher.start()
        self.wait_for("it is said", lambda: self.said("process_ends", **{"class": "login"}))
        self.assertEqual(self.pusher.stop(), 0)

    def test_until_current_gives_up(self):
        self.alter("replication", "second")
        self.assertEqual(self.pusher.call("run", "--until-current"), LOGIN)
        self.assertTrue(self.said("gave_up"))


if __name__ == "__main__":
    unittest.main()
