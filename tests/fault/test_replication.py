"""What the replication connection can go through: a sender that stalls, a server that shuts down, loses the
slot or is restored, a first fill that is cut off, a publication made anew under a running pusher."""

import os
import re
import signal
import threading
import time
import unittest

from harness import TOP, Database, Pusher

RELEASES = len(list((TOP / "generated").glob("*.schema.json")))


class Replication(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.pusher = None

    def use_company(self, customers=200):
        self.database.add_company(customers=customers)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def set_server(self, name, value, restart=False):
        self.database.sql(f"ALTER SYSTEM SET {name} = '{value}'")
        if restart:
            self.database.restart()
        else:
            self.database.sql("SELECT pg_reload_conf()")

    def assert_lake_is_right(self):
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def assert_fills_after(self, *words):
        """A gap is told with these words; then every release is filled, and the lake is right again."""
        before = len(self.pusher.errors())
        self.pusher.run_until_current()
        said = self.pusher.errors()[before:].splitlines()
        gap = next(line for line in said if '"event":"gap"' in line)
        for word in words:
            self.assertIn(word, gap)
        filled = [line for line in said if '"event":"fill_done"' in line]
        self.assertEqual(len(filled), RELEASES, said)
        self.assert_lake_is_right()

    def wait_for(self, what, condition, timeout=60):
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                self.fail(f"{what}: not within {timeout} s\n{self.pusher.errors()[-2000:]}")
            time.sleep(0.02)

    def test_a_sender_that_stalls_does_not_lose_the_connection(self):
        """Back-pressure for three times wal_sender_timeout: the server goes on hearing from us."""
        self.use_company()
        self.set_server("wal_sender_timeout", "2s")
        self.pusher.run_until_current()
        self.pusher.start()
        self.pusher.wait_until_current()
        before = self.pusher.processes()
        os.kill(before["sender"], signal.SIGSTOP)
        self.database.sql("CALL workload.run(30000, 0.5, true)")
        time.sleep(6)
        os.kill(before["sender"], signal.SIGCONT)
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.processes(), before, self.pusher.errors()[-2000:])
        self.assertEqual(self.pusher.stop(), 0)
        self.assert_lake_is_right()

    def test_a_shutdown_of_the_server_is_not_held_up(self):
        """The sink takes its time to confirm; the server waits for its last confirmation."""
        self.use_company()
        self.pusher.run_until_current()
        for name in self.pusher.config["destinations"]:
            self.pusher.config["destinations"][name]["roll_delay_ms"] = 600000
        self.pusher.write_config()
        self.pusher.start()
        self.wait_for(
            "it streams", lambda: "streaming" in self.pusher.errors().split("stopped")[-1]
        )
        self.database.sql("CALL workload.run(500, 0.5, true)")
        begin = time.monotonic()
        self.database.halt("fast")
        self.assertLess(time.monotonic() - begin, 20)
        self.database.resume()
        self.assertTrue(self.pusher.running(), self.pusher.errors()[-2000:])
        self.database.sql("CALL workload.run(500, 0.25, true)")
        self.assertEqual(self.pusher.stop(), 0)
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    def test_a_first_fill_that_is_cut_off_goes_on(self):
        self.use_company(customers=5000)
        self.pusher.config["chunk_rows"] = 100
        self.pusher.write_config()
        for kill in ("reader", "supervisor"):
            before = len(self.pusher.errors())
            self.pusher.start()
            self.wait_for(
                "it fills",
                lambda before=before: re.search(
                    '"fill_(started|resumed)"', self.pusher.errors()[before:]
                ),
            )
            self.pusher.kill(kill)
            self.assertTrue(self.pusher.unfilled())
            self.database.sql(f"CALL workload.run(300, {len(kill) / 100}, true)")
            if self.pusher.running():
                self.pusher.stop()
        self.pusher.run_until_current()
        self.assertEqual(self.database.sql("SELECT slot_name FROM pg_replication_slots"), "sluice")
        self.assert_lake_is_right()

    def test_names_that_move_while_the_slot_is_made(self):
        """The slot waits for a running transaction; two columns swap names before the first chunk."""
        self.use_company()
        runs_until_swapped = (
            "DO $$ BEGIN PERFORM pg_current_xact_id(); FOR tenth IN 1..600 LOOP "
            "EXIT WHEN EXISTS (SELECT FROM pg_class WHERE relname = 'swapped'); "
            "PERFORM pg_sleep(0.1); END LOOP; END $$;"
        )
        running = threading.Thread(target=self.database.psql, kwargs={"text": runs_until_swapped})
        running.start()
        self.wait_for(
            "the transaction runs",
            lambda: (
                self.database.sql(
                    "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
                )
                != "0"
            ),
        )
        self.pusher.start()
        self.wait_for(
            "the slot is being made",
            lambda: self.database.sql("SELECT count(*) FROM pg_replication_slots") == "1",
        )
        self.database.psql(
            text="BEGIN; ALTER TABLE collections.customers RENAME mobile TO swapping;"
            "ALTER TABLE collections.customers RENAME postcode TO mobile;"
            "ALTER TABLE collections.customers RENAME swapping TO postcode; COMMIT;"
        )
        self.database.sql("CREATE TABLE public.swapped ()")
        running.join()
        self.wait_for("customers is paused", lambda: "columns_swapped" in self.pusher.errors())
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0, self.pusher.errors()[-2000:])
        self.assertFalse((self.pusher.directory / "lake/customers").exists())
        self.assertTrue((self.pusher.directory / "lake/accounts").exists())

    def test_a_slot_whose_log_is_gone(self):
        self.use_company()
        self.pusher.run_until_current()
        self.set_server("max_slot_wal_keep_size", "1MB")
        self.database.sql("CREATE TABLE public.busy (n text)")
        for _ in range(4):
            self.database.sql(
                "INSERT INTO public.busy SELECT repeat('x', 900) FROM generate_series(1, 20000)"
            )
            self.database.sql("SELECT pg_switch_wal()")
        self.database.sql("CHECKPOINT")
        self.assertEqual(self.database.sql("SELECT wal_status FROM pg_replication_slots"), "lost")
        self.assert_fills_after("slot sluice", "max_slot_wal_keep_size")

    def test_a_publication_made_anew_stops_the_stream(self):
        """Its rows from before cannot be decoded any more: stopping is all that is left."""
        self.use_company()
        self.pusher.run_until_current()
        definition = self.database.sql(
            "SELECT string_agg(format('%I.%I (%s)', schemaname, tablename,"
            " (SELECT string_agg(quote_ident(a), ', ') FROM unnest(attnames) a)), ', ')"
            " FROM pg_publication_tables WHERE pubname = 'sluice'"
        )
        self.database.sql("CALL workload.run(100, 0.5)")
        confirmed = self.database.sql("SELECT confirmed_flush_lsn FROM pg_replication_slots")
        self.database.sql("DROP PUBLICATION sluice")
        self.database.sql("CALL workload.run(100, 0.25)")
        self.database.sql(
            f"CREATE PUBLICATION sluice FOR TABLE {definition} WITH (publish_via_partition_root)"
        )
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.assertIn("publication", self.pusher.errors())
        self.assertEqual(
            self.database.sql("SELECT confirmed_flush_lsn FROM pg_replication_slots"), confirmed
        )

    def test_a_standby_that_is_away_is_waited_for(self):
        """From 17 on the server holds the stream back for it, and warns: that is no gap."""
        if int(self.database.sql("SHOW server_version_num")) < 170000:
            self.skipTest("synchronized_standby_slots came with PostgreSQL 17")
        self.use_company()
        self.pusher.run_until_current()
        self.assertEqual(self.database.sql("SELECT failover FROM pg_replication_slots"), "t")
        self.database.sql("SELECT pg_create_physical_replication_slot('standby')")
        self.set_server("synchronized_standby_slots", "standby")
        self.database.sql("CALL workload.run(200, 0.5, true)")
        self.pusher.start()
        self.wait_for(
            "it waits", lambda: "server_waits_for_standby" in self.pusher.errors(), timeout=30
        )
        time.sleep(2)
        self.assertTrue(self.pusher.running(), self.pusher.errors()[-2000:])
        self.assertEqual(self.pusher.stop(), 0, self.pusher.errors()[-2000:])
        self.set_server("synchronized_standby_slots", "")
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    def test_a_restored_server_is_recognised(self):
        """The WAL ends before what was delivered: a backup was restored."""
        self.use_company()
        self.pusher.run_until_current()
        self.database.halt("fast")
        backup = self.database.directory / "backup"
        data = self.database.directory / "data"
        os.system(f"cp -a {data} {backup}")
        self.database.resume()
        # Of tables whose deleted rows leave the lake, too.
        self.database.sql("CALL workload.change_needs()")
        self.database.sql("UPDATE collections.payments SET amount = amount + 10000")
        self.pusher.run_until_current()
        self.database.halt("fast")
        os.system(f"rm -rf {data} && mv {backup} {data}")
        self.database.resume()
        self.assert_fills_after("WAL ends")


if __name__ == "__main__":
    unittest.main()
