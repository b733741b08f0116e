"""Fills that wait let others go on: for a destination that is away, and over a restart."""

import dataclasses
import subprocess
import unittest

from releases import BAYS, BUILDS, CRATES
from yard import Yard

FILLS = 4  # that wait at a time
BUILDS["many"] = (
    CRATES,
    *(dataclasses.replace(BAYS, stream=f"y{n}") for n in range(FILLS)),
    *(dataclasses.replace(BAYS, stream=f"b{n}", destination="shed") for n in range(FILLS)),
)


class DestinationAway(Yard):
    build_name = "many"

    def test_fills_of_another_destination(self):
        """Each of them waits for its records to be durable; others begin, also after a kill."""
        shed = self.pusher.directory / "shed"
        shed.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0750", "tmpfs", shed]
        if subprocess.run(mount, check=False).returncode != 0:
            self.skipTest("may not mount here")
        self.addCleanup(subprocess.run, ["umount", "-l", shed], check=False)
        self.start()
        stuffing = shed / "stuffing"
        subprocess.run(["dd", "if=/dev/zero", f"of={stuffing}"], stderr=subprocess.DEVNULL)
        self.pusher.call("fill", *(f"shed.b{n}" for n in range(FILLS)))
        self.wait_for("they wait", lambda: len(self.waits()) == FILLS)
        for _ in range(2):
            before = len(self.events("fill_done"))
            self.pusher.call("fill", "yard.crates", *(f"yard.y{n}" for n in range(FILLS)))
            self.wait_for(
                "the others are filled",
                lambda before=before: len(self.events("fill_done")) == before + 1 + FILLS,
                timeout=20,
            )
            self.kill_all()
            self.pusher.start()
        stuffing.unlink()
        self.assert_comes_right()

    def waits(self):
        return {
            event["stream"]
            for event in self.events("fill_waits")
            if "destination" in event["waits_for"]
        }


class AllRead(Yard):
    def test_a_restart_waits_for_no_writer(self):
        """All rows are read: only what waits is to be sent, and whoever writes meanwhile is no matter."""
        self.start()
        elsewhere, writer = self.session_in(self.server), self.session()
        elsewhere.do("BEGIN; SELECT pg_current_xact_id()")
        self.pusher.call("fill", "yard.crates")
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="crates"))
        writer.do("BEGIN; UPDATE depot.crates SET n = 1 WHERE id = 5")
        self.wait_for("it is saved that all is read", lambda: "1 of 1 block read" in self.status())
        self.kill_all()
        self.pusher.start()
        self.sql("UPDATE depot.crates SET label = 'told' WHERE id = 7")
        self.wait_for(
            "it is told", lambda: any(r.get("label") == "told" for r in self.records("crates"))
        )
        for session in writer, elsewhere:
            session.do("COMMIT")
        self.assert_comes_right()

    def status(self):
        before = len(self.pusher.errors())
        self.pusher.call("status")
        return self.pusher.errors()[before:]


if __name__ == "__main__":
    unittest.main()
