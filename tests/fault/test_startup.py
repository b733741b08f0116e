"""A platform that is not as the policies say: the pusher refuses to start or stops, names the thing
and the remedy, confirms nothing that it has not delivered, and goes on where it was once that is put
right."""

import time
import unittest

from harness import Database, Pusher

SWAP = """
BEGIN;
ALTER TABLE collections.customers RENAME mobile TO swapping;
ALTER TABLE collections.customers RENAME postcode TO mobile;
ALTER TABLE collections.customers RENAME swapping TO postcode;
COMMIT;
"""


class Startup(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=100)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def assert_refuses(self, *words):
        """`run` ends with an error that says all of these."""
        before = len(self.pusher.errors())
        status = self.pusher.call("run", "--until-current")
        said = self.pusher.errors()[before:]
        self.assertNotIn(status, (0, -6, -9, -11), said)
        for word in words:
            self.assertIn(word, said)

    def assert_goes_on(self):
        self.pusher.run_until_current()
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def break_and_mend(self, harm, cure, *words):
        """After a first run: harm, changes elsewhere, refusal; then cure, and nothing is lost."""
        self.pusher.run_until_current()
        self.database.psql(text=harm)
        self.database.sql("CALL workload.change_needs()")
        self.assert_refuses(*words)
        self.assert_refuses(*words)
        self.database.psql(text=cure)
        self.assert_goes_on()

    def test_no_database(self):
        """A server that is away is waited for."""
        self.database.halt()
        self.assertEqual(self.pusher.call("check"), 1)
        self.pusher.start()
        for _ in range(100):
            if "starting_again" in self.pusher.errors():
                break
            time.sleep(0.1)
        self.assertIn("starting_again", self.pusher.errors())
        self.database.resume()
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assert_goes_on()

    def test_wal_level(self):
        self.database.sql("ALTER SYSTEM SET wal_level = replica")
        self.database.restart()
        self.assert_refuses("wal_level", "logical")
        self.database.sql("ALTER SYSTEM RESET wal_level")
        self.database.restart()
        self.assert_goes_on()

    def test_slot_dropped(self):
        self.pusher.run_until_current()
        self.database.sql("SELECT pg_drop_replication_slot('sluice')")
        self.assert_refuses("slot", "sluice")

    def test_slot_further_than_the_checkpoint(self):
        self.pusher.run_until_current()
        self.database.sql("CALL workload.run(50, 0.5)")
        self.database.sql(
            "SELECT pg_replication_slot_advance('sluice', pg_current_wal_insert_lsn())"
        )
        self.assert_refuses("slot")

    def test_publication_missing(self):
        self.database.sql("DROP PUBLICATION sluice")
        self.assert_refuses("publication", "sluice")

    def test_table_taken_out_of_the_publication(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER PUBLICATION sluice DROP TABLE care.support_needs")
        self.assert_refuses("support_needs")

    def test_publication_without_deletes(self):
        self.database.sql("ALTER PUBLICATION sluice SET (publish = 'insert, update')")
        self.assert_refuses("publi", "delete")

    def test_column_added(self):
        self.break_and_mend(
            "ALTER TABLE collections.customers ADD COLUMN nickname text",
            "ALTER TABLE collections.customers DROP COLUMN nickname",
            "nickname",
        )

    def test_column_renamed(self):
        self.break_and_mend(
            "ALTER TABLE collections.accounts RENAME propensity TO propensity_to_pay",
            "ALTER TABLE collections.accounts RENAME propensity_to_pay TO propensity",
            "propensity",
        )

    def test_columns_swapped(self):
        self.break_and_mend(SWAP, SWAP, "customers")

    def test_rows_written_while_columns_were_swapped(self):
        """Nobody can tell any more which value was meant: a new snapshot is the way on."""
        self.pusher.run_until_current()
        self.database.psql(text=SWAP)
        self.database.sql("UPDATE collections.customers SET marketing_consent = true")
        self.assert_refuses("customers")
        self.database.psql(text=SWAP)
        self.assert_refuses("customers")
        self.database.sql("SELECT pg_drop_replication_slot('sluice')")
        self.pusher.config["state"] = "new_state"
        self.pusher.write_config()
        self.assert_goes_on()

    def test_column_retyped(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER TABLE collections.creditors ALTER contracts TYPE numeric")
        self.assert_refuses("contracts")

    def test_column_dropped(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER TABLE collections.accounts DROP COLUMN propensity CASCADE")
        self.assert_refuses("accounts")

    def test_withheld_column_dropped(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER TABLE collections.accounts DROP COLUMN model_score")
        self.assert_refuses("model_score")

    def test_replica_identity(self):
        self.break_and_mend(
            "ALTER TABLE collections.accounts REPLICA IDENTITY DEFAULT",
            "ALTER TABLE collections.accounts REPLICA IDENTITY USING INDEX accounts_identity",
            "accounts",
            "replica identity",
        )

    def test_no_key(self):
        self.database.sql("ALTER TABLE care.support_needs DROP CONSTRAINT support_needs_pkey")
        self.assert_refuses("support_needs")

    def test_reader_without_rights(self):
        self.database.sql("REVOKE SELECT (email) ON collections.customers FROM sluice_reader")
        self.assert_refuses("collections.customers", "email", "SELECT")

    def test_replicator_without_rights(self):
        self.database.sql("ALTER ROLE sluice_replicator NOREPLICATION")
        self.assert_refuses("sluice_replicator", "a right is missing")

    def test_row_security(self):
        self.database.sql("ALTER TABLE collections.customers ENABLE ROW LEVEL SECURITY")
        self.assert_refuses("customers", "row")

    def test_state_of_another_database(self):
        self.pusher.run_until_current()
        with Database() as other:
            other.add_company(customers=20)
            self.pusher.config["source"]["conninfo"] = other.conninfo
            self.pusher.write_config()
            self.assert_refuses("state")

    def test_slot_without_state(self):
        """A slot that somebody else made, or whose state was lost, is a gap."""
        self.pusher.run_until_current()
        self.pusher.config["state"] = "other_state"
        self.pusher.write_config()
        self.assert_refuses("slot")


if __name__ == "__main__":
    unittest.main()
