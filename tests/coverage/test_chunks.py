"""A chunk of a fill that has its snapshot and waits for a lock. What its transaction reads then is not what
the fill has noted: nothing of it may be told."""

import time
import unittest

from yard import Yard

WAITS = """SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sluice-pusher reader'
    AND wait_event_type = 'Lock' AND query_start > clock_timestamp() - interval '1 second'"""


class Waiting(Yard):
    def let_a_chunk_wait(self):
        """Gives the session that has locked the table before it, and the event of the fill."""
        self.start()
        session = self.session()
        with self.stream_stopped():
            self.sql("SELECT pg_logical_emit_message(true, 'test', '')")  # what it has to come to
            self.assertEqual(self.pusher.call("fill", "yard.bays"), 0, self.pusher.said())
            begun = self.wait_for(
                "the fill begins",
                lambda: self.events("fill_started", "uncovered", stream="bays")[2:],
            )
            session.do("BEGIN; LOCK TABLE depot.bays IN ACCESS EXCLUSIVE MODE")
        self.wait_for("a chunk waits", lambda: self.sql(WAITS) == "1")
        return session, begun[0]

    def while_a_chunk_waits(self, cause, *statements):
        """These are done in the transaction that has locked the table."""
        session, begun = self.let_a_chunk_wait()
        session.do("; ".join([*statements, "COMMIT"]))
        self.assert_comes_right()
        abandoned = begun["gen"]
        self.assertEqual([r for r in self.records("bays") if r["_gen"] == abandoned], [])
        self.assertEqual(self.events("uncovered")[-1]["cause"], cause)


class Chunks(Waiting):
    def test_the_entry_made_anew(self):
        """The chunk's snapshot has the old one."""
        self.while_a_chunk_waits(
            "publication_entry",
            "ALTER PUBLICATION sluice DROP TABLE depot.bays",
            "ALTER PUBLICATION sluice ADD TABLE ONLY depot.bays (id, v)",
        )

    def test_rows_that_move(self):
        """The chunk's snapshot has the old file in pg_class, and reads the new one."""
        self.while_a_chunk_waits("filenode", "CLUSTER depot.bays USING bays_pkey")

    def test_a_lock_that_is_held_for_longer(self):
        """The chunk gives up, and comes again; nothing else is held up."""
        session, begun = self.let_a_chunk_wait()
        time.sleep(2.5)
        self.sql("INSERT INTO depot.crates VALUES (90, 'beside')")
        self.wait_for("crates", lambda: any(r.get("id") == 90 for r in self.records("crates")), 5)
        session.do("COMMIT")
        self.assert_comes_right()
        self.assertEqual(self.generations("bays")[-1], begun["gen"])
        self.assertEqual(self.events("process_ends"), [])

    def test_a_truncation_that_the_stream_has_not_told_yet(self):
        """Other files are judged when it has: nothing is left to be read, and nothing begins anew."""
        session, begun = self.let_a_chunk_wait()
        with self.stream_stopped():
            session.do("TRUNCATE depot.bays; INSERT INTO depot.bays VALUES (6, 'loaded'); COMMIT")
            time.sleep(1)
        self.assert_comes_right()
        self.assertEqual(self.generations("bays")[-1], begun["gen"])


class Ahead(Waiting):
    """The second chunk sees a transaction that the stream has yet to tell."""

    def of_the_new_generation(self, number):
        newest = self.generations("bays")[-1]
        return [r for r in self.records("bays") if r["_gen"] == newest and r.get("id") == number]

    def let_a_chunk_see(self, *statements):
        self.pusher.config["chunk_rows"] = 3
        self.pusher.write_config()
        session, begun = self.let_a_chunk_wait()
        with self.stream_stopped():
            session.do("; ".join([*statements, "COMMIT"]))
            self.wait_for("it is read", lambda: self.of_the_new_generation(5))
            time.sleep(1)
            marks = [r["_gen"] for r in self.records("bays") if r["_op"] == "f"]
            self.assertNotIn(begun["gen"], marks)  # it would take away what is still to be told
        self.assert_comes_right()

    def test_a_change_that_is_taken_back_is_not_told(self):
        self.let_a_chunk_see(
            "UPDATE depot.bays SET v = 'for a moment' WHERE id = 5",
            "UPDATE depot.bays SET v = 'v5' WHERE id = 5",
        )
        self.assertEqual([r["_op"] for r in self.of_the_new_generation(5)], ["r"])

    def test_a_row_made_anew_is_told_to_its_end(self):
        """After its delete the chunk's record counts no more."""
        self.let_a_chunk_see(
            "DELETE FROM depot.bays WHERE id = 5",
            "INSERT INTO depot.bays VALUES (5, 'anew')",
            "UPDATE depot.bays SET v = 'last' WHERE id = 5",
        )


class Whole(Waiting):
    """Rows are published whole: columns come and go, and the entry stays."""

    build_name = "whole"

    def test_a_column_dropped_and_made_again(self):
        """By its name the chunk reads the other column."""
        self.while_a_chunk_waits(
            "column",
            "ALTER TABLE depot.bays DROP v",
            "ALTER TABLE depot.bays ADD v text DEFAULT 'another'",
            "GRANT SELECT (v) ON depot.bays TO sluice_reader",
        )


if __name__ == "__main__":
    unittest.main()
