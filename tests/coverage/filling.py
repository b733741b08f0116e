"""A fill that is caught in the middle: many chunks of one row each, and the reader stopped between two of
them."""

import contextlib
import json
import time

from yard import Yard

ROWS = 400
ROOM = 12  # rows of the first block that are gone, so that it has room
NOTE = "repeat('x', 500)"
ATTEMPTS = 5


class Filling(Yard):
    """depot.crates has 388 rows in about 27 blocks, of which the first has room for updated rows."""

    tables = f"""
        INSERT INTO depot.crates SELECT g, 'l'||g, 'p', g FROM generate_series(21, {ROWS}) g;
        UPDATE depot.crates SET note = {NOTE};
        VACUUM FULL depot.crates;
        DELETE FROM depot.crates WHERE id <= {ROOM};
        VACUUM depot.crates;
    """

    def setUp(self):
        super().setUp()
        self.once()
        self.first = self.generations("crates")

    def request(self, command, *words, status=0):
        """A command that is about a stream."""
        self.assertEqual(self.pusher.call(command, *words), status, self.pusher.said())

    def start_in_small_chunks(self):
        self.pusher.config["chunk_rows"] = 1
        self.pusher.write_config()
        self.pusher.start()
        self.pusher.wait_until_current()

    def read(self):
        """The ids that are in the lake of a generation that is not the first, finished or not."""
        found = set()
        for path in self.pusher.directory.glob("*/**/*"):
            if path.is_file() and "crates" in str(path):
                found |= set(self._ids(path))
        return found

    def _ids(self, path):
        with contextlib.suppress(FileNotFoundError):  # it was finished at this moment
            for line in path.read_bytes().splitlines(keepends=True):
                if line.endswith(b"\n"):
                    record = json.loads(line)
                    if record["_op"] == "r" and record["_gen"] not in self.first:
                        yield record["id"]

    @contextlib.contextmanager
    def stopped_in_a_fill(self):
        """Asks for a fill of crates and stops the reader inside it; gives a row that was read and one that
        was not, by their ids."""
        for _ in range(ATTEMPTS):
            self.first = self.generations("crates")
            self.request("fill", self.full_name("crates"))
            self.wait_for("the fill begins", self.read)
            with self.paused():
                read = self._settled()
                unread = self.unread(read)
                if unread:
                    yield min(read), unread
                    return
            self.await_covered()
        self.fail("the fill is over before it can be stopped")

    def _settled(self):
        """What the sender still had on its way is in the lake, too."""
        read = self.read()
        while True:
            time.sleep(0.3)
            if (now := self.read()) == read:
                return read
            read = now

    def unread(self, read):
        """An id in the middle of what is certainly still to be read, a block behind; None: too little."""
        rest = sorted(set(range(ROOM + 1, ROWS + 1)) - read)
        return rest[len(rest) // 2] if len(rest) > 60 else None

    def block(self, number):
        return int(self.sql(f"SELECT (ctid::text::point)[0] FROM depot.crates WHERE id = {number}"))

    def is_covered(self):
        """Whether the fill that was begun last is done: what happens to a fill can begin it anew."""
        told = self.events("uncovered", "fill_started", "fill_done", stream="crates")
        return told[-1]["event"] == "fill_done"

    def await_covered(self, timeout=60):
        self.wait_for("crates is covered", self.is_covered, timeout)

    def assert_comes_right(self):
        self.await_covered()
        super().assert_comes_right()

    def of_generation(self, number, **fields):
        """The records of the newest generation with these fields."""
        newest = self.generations("crates")[-1]
        fields |= {"_gen": newest, "id": number}
        return [r for r in self.records("crates") if fields.items() <= r.items()]
