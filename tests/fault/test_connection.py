"""What stands between pusher and database: a proxy that stops in the middle, a pooler that answers in the
server's place; and what the connection string says of the connection."""

import json
import struct
import time
import unittest

from harness import Database, Pusher
from listeners import Listener, Proxy

CONFIG = 2


class Pooler(Listener):
    """Answers each start of a session as pgbouncer does: FATAL, a code, a text."""

    def __init__(self, code, text):
        fields = b"".join(
            kind + value.encode() + b"\0"
            for kind, value in ((b"S", "FATAL"), (b"C", code), (b"M", text))
        )
        self.answer = b"E" + struct.pack("!I", len(fields) + 5) + fields + b"\0"
        super().__init__()

    def serve(self, client):
        while True:
            (length,) = struct.unpack("!I", client.recv(4))
            (kind,) = struct.unpack("!I", client.recv(length - 4)[:4])
            if kind not in (80877103, 80877104):  # of SSL and GSSAPI
                client.sendall(self.answer)
                client.close()
                return
            client.sendall(b"N")


class Silence(Listener):
    """Takes connections, and never answers."""

    def serve(self, client):
        while client.recv(4096):
            pass


class Connection(unittest.TestCase):
    """The server gives up, and is given up, after three seconds of silence."""

    @classmethod
    def setUpClass(cls):
        cls.database = Database("-c wal_sender_timeout=3s")
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=20)

    def setUp(self):
        self.pusher = Pusher(self.database)
        self.addCleanup(
            self.database.sql, "SELECT pg_drop_replication_slot('sluice') FROM pg_replication_slots"
        )
        self.addCleanup(self.pusher.remove)
        self.source = self.pusher.config["source"]

    def connect_to(self, listener):
        self.addCleanup(listener.stop)
        self.source["conninfo"] = f"host=127.0.0.1 port={listener.port} dbname=platform"
        self.pusher.write_config()
        return listener

    def events(self, name):
        lines = map(json.loads, self.pusher.errors().splitlines())
        return [event for event in lines if event["event"] == name]

    def wait_for(self, what, condition, timeout=20):
        deadline = time.monotonic() + timeout
        while not condition():
            self.assertLess(time.monotonic(), deadline, f"{what}\n{self.pusher.said()}")
            time.sleep(0.05)

    def assert_given_up(self, words):
        """And connected to again."""
        self.wait_for(
            "it is noticed",
            lambda: any(words in event["error"] for event in self.events("process_ends")),
        )
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)

    def test_a_connection_that_is_dead_and_says_nothing(self):
        proxy = self.connect_to(Proxy(self.database.directory / ".s.PGSQL.5432"))
        self.pusher.start()
        self.pusher.wait_until_current()
        proxy.hold()
        self.assert_given_up("has not answered")

    def test_a_proxy_that_says_nothing(self):
        """conninfo says how long that is waited for."""
        self.connect_to(Silence())
        self.source["conninfo"] += " connect_timeout=1"
        self.pusher.write_config()
        began = time.monotonic()
        self.assertEqual(self.pusher.call("check"), CONFIG)
        self.assertLess(time.monotonic() - began, 5)
        self.assertIn("within 1 second: 127.0.0.1", self.pusher.errors())

    def test_a_proxy_that_holds_one_connection(self):
        """The second, of the statements: the stream goes on, and tells nothing of it."""
        proxy = self.connect_to(Proxy(self.database.directory / ".s.PGSQL.5432"))
        self.pusher.config["statement_limit_s"] = 1
        self.pusher.config["look_every_ms"] = 300
        self.pusher.write_config()
        self.pusher.start()
        self.pusher.wait_until_current()
        proxy.hold(only=1)
        self.assert_given_up("said nothing for 2 seconds while")

    def test_a_server_that_is_busy_is_not_dead(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        time.sleep(4)
        self.assertEqual(self.events("process_ends"), [])
        self.assertEqual(self.pusher.stop(), 0)

    def test_a_pooler_that_does_not_know_a_parameter(self):
        self.connect_to(Pooler("08P01", "unsupported startup parameter: replication"))
        self.assertEqual(self.pusher.call("run"), CONFIG)
        said = self.events("process_ends")[0]
        self.assertIn("pooler", said["error"])
        self.assertIn("PostgreSQL itself", said["remedy"])

    def test_a_pooler_that_does_not_reach_the_database(self):
        """That may pass: it is tried again, and said what it may be."""
        self.connect_to(Pooler("08P01", "query_wait_timeout"))
        self.pusher.start()
        self.wait_for("it tries again", lambda: self.events("starting_again"))
        self.assertIn("pooler", self.events("process_ends")[0]["remedy"])
        self.assertEqual(self.pusher.stop(), 0)

    def call_with(self, conninfo):
        """Exit code and what is said of a run with another connection string."""
        self.source["conninfo"] = conninfo
        self.pusher.write_config()
        before = len(self.pusher.errors())
        status = self.pusher.call("run", "--until-current", timeout=30)
        return status, self.pusher.errors()[before:]

    def test_a_first_host_that_says_nothing(self):
        silence = Silence()
        self.addCleanup(silence.stop)
        status, said = self.call_with(
            f"host=127.0.0.1,{self.database.directory} port={silence.port},5432 dbname=platform"
            " connect_timeout=1 options='-c work_mem=5MB'"
        )
        self.assertEqual(status, 0, said)

    def test_stopped_while_connecting(self):
        self.connect_to(Silence())
        self.pusher.start()
        self.wait_for("the reader", lambda: self.events("sender_ready"))
        begun = time.monotonic()
        self.pusher.stop(timeout=20)
        self.assertLess(time.monotonic() - begun, 5)

    def test_words_that_libpq_does_not_take(self):
        good = self.source["conninfo"]
        for words, named in (
            ("sslmode=fulll", "sslmode"),
            ("port=abc", "abc"),
            ("port=1,2", "port"),
            ("service=nowhere", "nowhere"),
        ):
            with self.subTest(words):
                status, said = self.call_with(f"{good} {words}")
                self.assertEqual(status, CONFIG, said)
                self.assertIn(named, said)
        status, said = self.call_with(f"{good} replication=true")
        self.assertEqual(status, 0, said)

    def test_names_that_look_like_logins(self):
        self.source["conninfo"] = "host=/tmp/authentication dbname=platform"
        self.pusher.write_config()
        self.pusher.start()
        self.wait_for("a try", lambda: "cannot connect to the database" in self.pusher.errors())
        self.assertNotIn("the login failed", self.pusher.errors())
        self.pusher.stop()

    def test_names_that_look_like_passwords(self):
        self.source["conninfo"] += " application_name=c_password"
        self.pusher.write_config()
        self.pusher.run_until_current()
        self.source["conninfo"] += " password=known"
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("run"), CONFIG)


if __name__ == "__main__":
    unittest.main()
