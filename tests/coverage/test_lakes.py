"""A lake that is not the one the pusher wrote to: an older one was put back, it was moved away, it is gone.
Its releases are filled again; another destination's are not."""

import json
import os
import shutil
import time
import unittest

from yard import OFTEN, Yard


def dangling(path):
    path.symlink_to("/nonexistent/x")


def linked(path):
    path.symlink_to("/etc/hostname")


def remove(path):
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()


MAKE_NO_FILE = (os.mkfifo, os.mkdir, dangling, linked)


class Lakes(Yard):
    look_every_ms = OFTEN

    @property
    def lake(self):
        return self.pusher.directory / "yard"

    def test_an_older_one_put_back(self):
        self.once()
        backup = self.pusher.directory / "backup"
        shutil.copytree(self.lake, backup)
        self.sql(
            "INSERT INTO depot.bays VALUES (79, 'lost')", "DELETE FROM depot.bays WHERE id = 1"
        )
        self.once()
        shutil.rmtree(self.lake)
        backup.rename(self.lake)
        self.sql("INSERT INTO depot.bays VALUES (80, 'after')")
        self.once()
        self.assert_equal()

    def test_gone(self):
        self.once()
        shutil.rmtree(self.lake)
        self.once()
        self.assert_equal()

    def test_another_pushers(self):
        """Its marker is of another one."""
        self.once()
        backup = self.pusher.directory / "backup"
        self.lake.rename(backup)
        self.pusher.forget()
        self.sql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
        self.sql("INSERT INTO depot.bays VALUES (79, 'lost')")
        self.once()
        shutil.rmtree(self.lake)
        backup.rename(self.lake)
        self.sql("DELETE FROM depot.bays WHERE id = 1")
        self.once()
        self.assert_equal()

    def test_moved_under_a_running_pusher(self):
        """It says which directory it expected, and confirms nothing that went elsewhere."""
        self.start()
        elsewhere = self.pusher.directory / "elsewhere"
        said = len(self.pusher.errors())
        self.lake.rename(elsewhere)
        self.sql("INSERT INTO depot.bays VALUES (79, 'moved')")
        self.wait_until_it_says("yard", said)
        if self.pusher.running():
            self.pusher.stop()
        self.once()
        self.assert_equal()

    def test_moved_and_put_back(self):
        self.start()
        elsewhere = self.pusher.directory / "elsewhere"
        said = len(self.pusher.errors())
        self.lake.rename(elsewhere)
        self.sql("INSERT INTO depot.bays VALUES (79, 'moved')")
        self.wait_until_it_says("yard", said)
        if self.pusher.running():
            self.pusher.stop()
        shutil.rmtree(self.lake, ignore_errors=True)
        elsewhere.rename(self.lake)
        self.once()
        self.assert_equal()

    def assert_refused_in_words(self, *words):
        """Within a time, with a remedy, and by no signal."""
        said = len(self.pusher.errors())
        code = self.pusher.call("run", "--until-current", timeout=40)
        ends = [s for s in self.pusher.errors()[said:].splitlines() if "process_ends" in s]
        lines = [line for line in ends if json.loads(line)["class"] == "config"]
        self.assertEqual((code, bool(lines)), (2, True), self.pusher.said())
        for line in lines:
            self.assertNotEqual(json.loads(line)["remedy"], "", line)
            for word in words:
                self.assertIn(word, line)

    def test_a_marker_that_is_no_file(self):
        self.once()
        marker = self.lake / "_sluice/_yard.json"
        text = marker.read_text()
        for make in MAKE_NO_FILE:
            with self.subTest(make=make.__name__):
                marker.unlink()
                make(marker)
                try:
                    self.assert_refused_in_words("_sluice/_yard.json")
                finally:
                    remove(marker)
                marker.write_text(text)
        self.once()
        self.assert_filled("bays", 1)

    def test_a_state_that_is_no_file(self):
        self.once()
        state = self.pusher.directory / "state"
        for name in ("data.mdb", "lock.mdb", "pusher.lock"):
            for make in MAKE_NO_FILE:
                with self.subTest(name=name, make=make.__name__):
                    (state / name).rename(state / "sound")
                    make(state / name)
                    code = self.pusher.call("run", "--until-current", timeout=40)
                    self.assertEqual(code, 2, self.pusher.said())
                    self.assertEqual(self.pusher.call("status", timeout=40), 2)
                    remove(state / name)
                    (state / "sound").rename(state / name)
        self.once()
        self.assert_filled("bays", 1)

    def test_a_state_that_was_cut(self):
        self.once()
        state = self.pusher.directory / "state/data.mdb"
        whole = state.read_bytes()
        for size in (len(whole) // 2, 12288, 9000, 5000):
            with self.subTest(size=size, of=len(whole)):
                state.write_bytes(whole[:size])
                self.assert_refused_in_words(str(state.parent.name), "damaged", "fill")
        state.write_bytes(whole)
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 1)

    def wait_until_it_says(self, word, since):
        """A warning or an error with this word; the pusher may end by it."""

        def said():
            lines = self.pusher.errors()[since:].splitlines()
            return any(word in line and '"level":"info"' not in line for line in lines)

        for _ in range(200):
            if said():
                return
            time.sleep(0.1)
        self.fail(f"nothing is said of {word}\n{self.pusher.said()}")


class TwoLakes(Yard):
    build_name = "two lakes"

    def test_the_others_are_left_alone(self):
        self.once()
        shutil.rmtree(self.pusher.directory / "shed")
        self.sql("INSERT INTO depot.crates VALUES (79, 'beside')")
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)


if __name__ == "__main__":
    unittest.main()
