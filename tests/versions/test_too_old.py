"""A server that can be looked at and not be followed: PostgreSQL 14, whose publications have no column
lists. Set-up and pusher say so, each with what is supported, and change nothing."""

import unittest

from harness import COMPANY, Database, Failed, Pusher

FOUND, CONFIG = 1, 2  # docs/operations.md
ROLES = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'sluice%'"


class TooOld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.psql("-f", COMPANY / "schema.sql")

    def test_set_up(self):
        with self.assertRaises(Failed) as refused:
            self.database.psql("-f", COMPANY.parents[1] / "generated/setup.sql")
        self.assertIn("the server is PostgreSQL 14", str(refused.exception))
        self.assertIn("PostgreSQL 15 to 18 are supported", str(refused.exception))
        self.assertEqual(self.database.sql(ROLES), "0")

    def test_pusher(self):
        self.database.sql("CREATE ROLE sluice_replicator LOGIN REPLICATION")
        self.database.sql("CREATE ROLE sluice_reader LOGIN")
        self.addCleanup(self.database.sql, "DROP ROLE sluice_replicator, sluice_reader")
        for command, status in [("check", FOUND), ("run", CONFIG)]:
            with self.subTest(command), Pusher(self.database) as pusher:
                self.assertEqual(pusher.call(command), status)
                self.assertIn("the server is PostgreSQL 14", pusher.errors())
                self.assertIn("PostgreSQL 15 to 18 are supported", pusher.errors())
        self.assertEqual(self.database.sql("SELECT count(*) FROM pg_replication_slots"), "0")


if __name__ == "__main__":
    unittest.main()
