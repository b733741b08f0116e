"""Random changes on the example company's platform, in the background."""

import threading
import time

from harness import Database, Failed

CHUNK = 2500
MOST_FAILURES = 60  # in a row, while the server restarts


class Writer(threading.Thread):
    """Runs the workload in chunks; one that a server restart cut off is run again."""

    def __init__(self, database: Database, changes: int, seed: int) -> None:
        super().__init__()
        self.database = database
        self.chunks = -(-changes // CHUNK)
        self.seed = seed
        self.committed = 0
        self.failure: Failed | None = None

    def progress(self) -> float:
        """From just above 0 to 1, and beyond once it is finished."""
        return (self.committed + CHUNK) / (self.chunks * CHUNK)

    def run(self) -> None:
        turns = failures = 0
        while self.committed < self.chunks * CHUNK and failures < MOST_FAILURES:
            turns += 1  # a seed once: the same would make the same keys again
            try:
                self.database.sql(
                    f"CALL workload.run({CHUNK}, {(self.seed * 97 + turns) % 9973 / 9973})"
                )
                self.committed += CHUNK
                failures = 0
            except Failed as error:
                failures += 1
                self.failure = error
                time.sleep(0.5)
