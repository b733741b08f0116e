"""A platform that is not as the policies say: the pusher refuses to start or stops, names the thing
and the remedy, confirms nothing that it has not delivered, and goes on where it was once that is put
right."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from harness import TOP, Database, Pusher

# Exit codes: docs/operations.md.
CONFIG, DRIFT, GAP = 2, 3, 5

STREAMS = sorted(path.name.split(".")[1] for path in (TOP / "generated").glob("*.schema.json"))

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

    def assert_refuses(self, code, *words):
        """`run` ends with this exit code and an error that says all of these."""
        before = len(self.pusher.errors())
        status = self.pusher.call("run", "--until-current")
        said = self.pusher.errors()[before:]
        self.assertEqual(status, code, said)
        for word in words:
            self.assertIn(word, said)

    def assert_check_finds(self, *words):
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call("check"), 1)
        said = self.pusher.errors()[before:]
        for word in words:
            self.assertIn(word, said)

    def filled_since(self, before):
        """The streams whose end mark went out, by the log behind a place."""
        events = map(json.loads, self.pusher.errors()[before:].splitlines())
        return sorted(e["stream"] for e in events if e["event"] == "fill_done")

    def assert_fills_after(self, *words):
        """A gap is told with these words; then every release is filled, and the lake is right again."""
        before = len(self.pusher.errors())
        self.assert_goes_on()
        said = self.pusher.errors()[before:]
        (gap,) = [line for line in said.splitlines() if '"event":"gap"' in line]
        for word in words:
            self.assertIn(word, gap)
        self.assertEqual(self.filled_since(before), STREAMS)

    def confirmed(self):
        return self.database.sql("SELECT confirmed_flush_lsn FROM pg_replication_slots")

    def assert_goes_on(self):
        self.pusher.run_until_current()
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def break_and_mend(self, harm, cure, *words):
        """After a first run: harm, changes elsewhere, refusal; then cure, and nothing is lost."""
        self.pusher.run_until_current()
        self.database.psql(text=harm)
        self.database.sql("CALL workload.change_needs()")
        self.assert_refuses(DRIFT, *words)
        self.assert_refuses(DRIFT, *words)
        self.database.psql(text=cure)
        self.assert_goes_on()

    def test_no_database(self):
        """A server that is away is waited for."""
        self.database.halt()
        self.assertEqual(self.pusher.call("check"), 2)
        self.assertEqual(self.pusher.call("run", "--until-current"), 75)
        self.assertIn("gave_up", self.pusher.errors())
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
        self.assert_refuses(CONFIG, "wal_level", "logical")
        self.database.sql("ALTER SYSTEM RESET wal_level")
        self.database.restart()
        self.assert_goes_on()

    def test_slot_dropped(self):
        self.pusher.run_until_current()
        self.database.sql("SELECT pg_drop_replication_slot('sluice')")
        self.assert_fills_after("slot sluice does not exist any more")

    def test_slot_further_than_the_checkpoint(self):
        self.pusher.run_until_current()
        self.database.sql("CALL workload.run(50, 0.5)")
        self.database.sql(
            "SELECT pg_replication_slot_advance('sluice', pg_current_wal_insert_lsn())"
        )
        self.assert_fills_after("slot sluice is at", "ahead of what was delivered")

    def test_publication_missing(self):
        self.database.sql("DROP PUBLICATION sluice")
        self.assert_refuses(DRIFT, "publication", "sluice")

    def test_table_taken_out_of_the_publication(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER PUBLICATION sluice DROP TABLE care.support_needs")
        self.database.sql("CALL workload.change_needs()")
        self.assert_refuses(DRIFT, "support_needs", "filled")
        self.database.psql("-f", TOP / "generated/setup.sql")
        self.database.sql("CALL workload.change_needs()")
        self.assert_goes_on()

    def test_publication_without_deletes(self):
        self.database.sql("ALTER PUBLICATION sluice SET (publish = 'insert, update')")
        self.assert_refuses(DRIFT, "publi", "delete")

    def test_publication_of_all_tables(self):
        """It has every table, and names none."""
        self.database.psql(
            text="DROP PUBLICATION sluice;"
            "CREATE PUBLICATION sluice FOR ALL TABLES WITH (publish_via_partition_root)"
        )
        self.assert_refuses(DRIFT, "support_needs", "ALL TABLES", "-v publication")
        self.database.psql(
            text="DROP PUBLICATION sluice; CREATE PUBLICATION sluice FOR TABLES IN SCHEMA care"
        )
        self.assert_check_finds("support_needs", "IN SCHEMA", "setup.sql")
        self.database.psql("-f", TOP / "generated/setup.sql")
        self.assert_goes_on()

    def test_pusher_as_a_synchronous_standby(self):
        """Only a session that waits for no standby can still commit."""
        set_names = "ALTER SYSTEM SET synchronous_standby_names = '{}'"
        for names in ("*", 'ANY 1 (s1, "Sluice-Pusher Stream")'):
            self.database.sql(set_names.format(names))
            self.database.sql("SELECT pg_reload_conf()")
            self.assert_refuses(CONFIG, "synchronous_standby_names", "ALTER SYSTEM")
            self.assert_check_finds("synchronous_standby_names")
        self.database.sql(set_names.format("sluice_pusher"))
        self.database.sql("SELECT pg_reload_conf()")
        self.assertEqual(self.pusher.call("check"), 0)

    def test_no_right_to_read_by_place(self):
        """As setup.sql of an earlier version left it."""
        self.database.sql("REVOKE SELECT (ctid) ON care.support_needs FROM sluice_reader")
        self.assert_refuses(DRIFT, "support_needs", "ctid", "setup.sql")
        self.database.psql("-f", TOP / "generated/setup.sql")
        self.assert_goes_on()

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
        """Nobody can tell any more which value was meant: swapped back, customers are filled."""
        self.pusher.run_until_current()
        self.database.psql(text=SWAP)
        self.database.sql("UPDATE collections.customers SET marketing_consent = true")
        self.assert_refuses(DRIFT, "customers")
        self.database.psql(text=SWAP)
        before = len(self.pusher.errors())
        self.assert_goes_on()
        self.assertEqual(self.filled_since(before), ["customers"])

    def test_column_retyped(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER TABLE collections.creditors ALTER contracts TYPE numeric")
        self.assert_refuses(DRIFT, "contracts")

    def test_column_dropped(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER TABLE collections.accounts DROP COLUMN propensity CASCADE")
        self.assert_refuses(DRIFT, "accounts")

    def test_withheld_column_dropped(self):
        """It is nobody's business."""
        self.pusher.run_until_current()
        self.database.sql("ALTER TABLE collections.accounts DROP COLUMN model_score")
        self.database.sql("CALL workload.change_needs()")
        self.assert_goes_on()

    def test_replica_identity(self):
        self.break_and_mend(
            "ALTER TABLE collections.accounts REPLICA IDENTITY DEFAULT",
            "ALTER TABLE collections.accounts REPLICA IDENTITY USING INDEX accounts_identity",
            "accounts",
            "replica identity",
        )

    def test_no_key(self):
        self.database.sql("ALTER TABLE care.support_needs DROP CONSTRAINT support_needs_pkey")
        self.assert_refuses(DRIFT, "support_needs")

    def test_reader_without_rights(self):
        self.database.sql("REVOKE SELECT (email) ON collections.customers FROM sluice_reader")
        self.assert_refuses(DRIFT, "collections.customers", "email", "SELECT")

    def test_replicator_without_rights(self):
        self.database.sql("ALTER ROLE sluice_replicator NOREPLICATION")
        self.assert_refuses(CONFIG, "sluice_replicator", "a right is missing")

    def test_row_security(self):
        self.database.sql("ALTER TABLE collections.customers ENABLE ROW LEVEL SECURITY")
        self.assert_refuses(DRIFT, "customers", "row")

    def test_state_of_another_database(self):
        self.pusher.run_until_current()
        with Database() as other:
            other.add_company(customers=20)
            self.pusher.config["source"]["conninfo"] = other.conninfo
            self.pusher.write_config()
            self.assert_refuses(GAP, "state")
            self.assert_check_finds("state")

    def test_state_of_another_database_of_the_server(self):
        self.pusher.run_until_current()
        confirmed = self.confirmed()
        self.database.psql("-d", "postgres", "-c", "CREATE DATABASE other TEMPLATE platform")
        source = self.pusher.config["source"]
        source["conninfo"] = source["conninfo"].replace("dbname=platform", "dbname=other")
        self.pusher.write_config()
        self.assert_refuses(CONFIG, "state", "other")
        self.assert_check_finds("state", "other")
        self.assertEqual(self.confirmed(), confirmed)

    def test_state_that_is_none(self):
        (self.pusher.directory / "state").mkdir()
        (self.pusher.directory / "state/data.mdb").write_bytes(b"nonsense" * 4096)
        self.assert_refuses(CONFIG, "state")
        self.assert_check_finds("state")

    def test_a_standby_is_no_primary(self):
        """Its answers must not be taken for a slot that was lost."""
        self.pusher.run_until_current()
        self.database.halt()
        signal_file = self.database.directory / "data/standby.signal"
        signal_file.touch()
        self.database.resume()
        self.assert_refuses(CONFIG, "standby", "primary")
        self.assert_check_finds("standby")
        self.database.halt()
        signal_file.unlink()
        self.database.resume()
        self.assert_goes_on()

    def small_disk(self, size):
        """A mounted file system of that size, in a new directory."""
        directory = pathlib.Path(tempfile.mkdtemp(prefix="sluice-small."))
        self.addCleanup(shutil.rmtree, directory, ignore_errors=True)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", directory], check=False
        )
        if mounted.returncode != 0:
            self.skipTest("may not mount here")
        self.addCleanup(subprocess.run, ["umount", directory], check=False)
        return directory

    def test_read_only_lake(self):
        lake = self.small_disk("50m")
        self.pusher.config["destinations"]["lake"]["directory"] = str(lake)
        self.pusher.write_config()
        self.pusher.run_until_current()
        confirmed = self.confirmed()
        subprocess.run(["mount", "-o", "remount,ro", lake], check=True)
        self.database.sql("CALL workload.run(200, 0.5)")
        self.assert_refuses(CONFIG, str(lake), "read-only")
        self.assert_check_finds(str(lake), "read-only")
        self.assertEqual(self.confirmed(), confirmed)
        subprocess.run(["mount", "-o", "remount,rw", lake], check=True)
        self.pusher.run_until_current()
        shutil.copytree(lake, self.pusher.directory / "lake")
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def test_no_room_for_the_state(self):
        disk = self.small_disk("60k")
        self.pusher.config["state"] = str(disk / "state")
        self.pusher.write_config()
        self.pusher.start()
        for _ in range(300):
            if "the disk is full" in self.pusher.errors() or "no room" in self.pusher.errors():
                break
            time.sleep(0.1)
        self.assertIn("make room", self.pusher.errors())
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assert_goes_on()

    def test_slot_without_state(self):
        """A slot that somebody else made, or whose state was lost, is a gap."""
        self.pusher.run_until_current()
        self.pusher.config["state"] = "other_state"
        self.pusher.write_config()
        self.assert_refuses(GAP, "slot")


if __name__ == "__main__":
    unittest.main()
