"""What the kernel lets the sandboxed processes do. The running processes themselves are made to try, as
by somebody who had taken them over (inject.py): the tree holds no hook for it."""

import itertools
import json
import os
import socket
import time
import unittest

import inject
from aws_support import FakeAws
from harness import Database, Pusher, drop_slots

INTERNET, MACHINE = socket.AF_INET, socket.AF_UNIX
# What neither process may do, whatever its sinks.
NEVER = [
    ("execve", b"/bin/true", 0, 0),
    ("fork",),
    ("ptrace", inject.ATTACH, 1, 0, 0),
    ("process_vm_readv", 1, 0, 0, 0, 0, 0),
    ("kill", 1, 0),
    ("io_uring_setup", 1, b"\0" * 120),
    ("socket", MACHINE, socket.SOCK_STREAM, 0),
    ("socket", socket.AF_PACKET, socket.SOCK_DGRAM, 0),
]
NEVER_CALLS = [what[0] for what in NEVER]


@unittest.skipUnless(inject.available, "needs root, and knows the registers of x86-64")
class Seals(unittest.TestCase):
    turns = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=30)

    def setUp(self):
        self.pusher = Pusher(self.database)
        self.pusher.sandbox_is_tried = True
        self.addCleanup(drop_slots, self.database)
        self.addCleanup(self.pusher.remove)

    def start(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        self.assertEqual(self.reports(), set(), "a pusher at its work is refused nothing")
        return self.pusher.processes()

    def reports(self):
        """What the supervisor said of calls that were refused: (child, call)."""
        lines = (json.loads(line) for line in self.pusher.errors().splitlines() if line[:1] == "{")
        return {
            (line["child"], line["system_call"])
            for line in lines
            if line["event"] == "refused" and line["process"] == "supervisor"
        }

    def assert_reported(self, child, *calls):
        """At once: whoever was refused had to wait until it was said."""
        for call in calls:
            with self.subTest(child=child, call=call):
                self.assertIn((child, call), self.reports())
        for path in self.private_files():
            self.assertNotIn(str(path), self.pusher.errors())

    def assert_still_works(self):
        """What was tried has done no harm, and what is at work is refused nothing."""
        before = self.reports()
        self.database.sql(f"CALL workload.run(50, 0.{next(self.turns)})")
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
        self.assertEqual(self.reports(), before)

    def private_files(self):
        directory = self.pusher.directory
        return [
            directory / "state/data.mdb",
            directory / "state",
            directory / "keys/customer_link",
            directory / "config.json",
            "/proc/self/mem",
            "/etc/shadow",
        ]

    def assert_never(self, process):
        for what in NEVER:
            with self.subTest(call=what[0]):
                self.assertIn(process.call(*what), ("EPERM", "EACCES", "killed"))

    def assert_opens_no_private_file(self, process):
        for path in self.private_files():
            with self.subTest(path=str(path)):
                self.assertIn(process.open(path), ("EPERM", "EACCES", "killed"))

    def assert_reader_is_sandboxed(self, pid):
        """Nothing to open, nobody to speak to."""
        with inject.Process(pid) as process:
            self.assert_never(process)
            self.assert_opens_no_private_file(process)
            for kind in (INTERNET, socket.AF_INET6, MACHINE, socket.AF_NETLINK):
                for way in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    with self.subTest(socket=(kind.name, way.name)):
                        self.assertEqual(process.call("socket", kind, way, 0), "EPERM")
            # Nor with one of the descriptors that it has.
            address = inject.internet("127.0.0.1", 9)
            for descriptor in range(3, 12):
                self.assertEqual(
                    process.call("connect", descriptor, address, len(address)), "EPERM"
                )
            self.assertEqual(process.open("/etc/hosts"), "EPERM")
        self.assert_reported("reader", *NEVER_CALLS, "connect", "openat")

    def test_with_files(self):
        processes = self.start()
        self.assert_reader_is_sandboxed(processes["reader"])
        with inject.Process(processes["sender"]) as process:
            self.assert_never(process)
            self.assert_opens_no_private_file(process)
            self.assertEqual(process.call("socket", INTERNET, socket.SOCK_STREAM, 0), "EPERM")
            # Its own directory is its work: this shows that a call can go through.
            self.assertIsInstance(process.open(self.pusher.directory / "lake", os.O_RDONLY), int)
        self.assert_reported("sender", *NEVER_CALLS)
        self.assert_still_works()

    def test_with_a_network(self):
        """The sender may reach the Internet, and still no file, program or process of this machine; the
        reader gets nothing of it."""
        with FakeAws() as fake:
            fake.create("kinesis", "lake", shards=1)
            self.pusher.environment |= fake.environment(fake.do("issue"))
            self.pusher.config["destinations"]["lake"] = {"sink": "kinesis", "stream": "lake"}
            self.pusher.write_config()
            processes = self.start()
            self.assert_reader_is_sandboxed(processes["reader"])
            with inject.Process(processes["sender"]) as process:
                self.assert_never(process)
                self.assert_opens_no_private_file(process)
                address = inject.internet("127.0.0.1", 9)
                mine = process.call("socket", INTERNET, socket.SOCK_STREAM, 0)
                self.assertIsInstance(mine, int)
                self.assertEqual(
                    process.call("connect", mine, address, len(address)), "ECONNREFUSED"
                )
                # It calls; nobody calls it.
                self.assertEqual(process.call("close", mine), 0)
                other = process.call("socket", INTERNET, socket.SOCK_STREAM, 0)
                self.assertEqual(process.call("listen", other, 1), "EPERM")
                self.assertEqual(process.call("close", other), 0)
            self.assert_reported("sender", *NEVER_CALLS, "listen")
            self.assert_still_works()

    def test_a_child_that_is_killed_is_reported(self):
        """What a sandbox that kills would look like, too: the supervisor says which child and how."""
        processes = self.start()
        os.kill(processes["sender"], 31)  # SIGSYS
        deadline = time.monotonic() + 20
        while '"starting_again"' not in self.pusher.errors():
            self.assertLess(time.monotonic(), deadline, self.pusher.said())
            time.sleep(0.05)
        report = [
            line
            for line in self.pusher.errors().splitlines()
            if '"process":"supervisor"' in line and "sender" in line and "signal" in line
        ]
        self.assertTrue(report, self.pusher.said())
        self.assert_still_works()


if __name__ == "__main__":
    unittest.main()
