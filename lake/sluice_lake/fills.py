"""The generations of each stream that are filled.

A new generation sends every row of a stream once more; its end mark (`f`) says that all were sent. From
then on a row whose newest record is of an older generation is gone. The mark is noted when the job reads
it, and applied once all is read that was there when it came (commands.py): until then the table is whole,
with rows of both generations.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from typing import TYPE_CHECKING

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from .tables import Lake

COLUMNS = """
    `release` STRING NOT NULL COMMENT 'Destination and stream',
    `generation` BIGINT NOT NULL COMMENT 'In which all rows were sent',
    `marked_at` TIMESTAMP NOT NULL COMMENT 'When the object that has the end mark was written',
    `applied_at` TIMESTAMP COMMENT 'When rows of older generations went; missing until then'"""


@dataclasses.dataclass(frozen=True)
class Mark:
    """An end mark that is not applied yet."""

    generation: int
    marked_at: float  # seconds since 1970

    def is_due(self, late_seconds: float) -> bool:
        """Whether no object with earlier records can appear any more."""
        return time.time() >= self.marked_at + late_seconds


class Fills:
    """The table `fills` of a lake, and what it says; one for all streams of a run."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self.lock = threading.Lock()  # Delta would make streams that write at once try again
        self.applied: dict[str, int] = {}
        self.pending: dict[str, Mark] = {}
        lake.create("fills", COLUMNS)
        columns = ("release", "generation", F.col("marked_at").cast("double"), "applied_at")
        for release, generation, marked_at, applied_at in (
            lake.read("fills").select(*columns).collect()
        ):
            if applied_at is not None:
                self._has_applied(release, generation)
            else:
                self._has_noted(release, Mark(generation, marked_at))

    def _has_noted(self, release: str, mark: Mark) -> None:
        newest = self.pending.get(release)
        if newest is None or mark.generation > newest.generation:
            self.pending[release] = mark

    def _has_applied(self, release: str, generation: int) -> None:
        self.applied[release] = max(generation, self.applied.get(release, 0))

    def waiting(self, release: str) -> Mark | None:
        """The newest mark of a release, if it is not applied."""
        mark = self.pending.get(release)
        return mark if mark and mark.generation > self.applied.get(release, 0) else None

    def note(self, release: str, mark: Mark) -> None:
        """Durable when it returns. A mark that is there, or an older one, changes nothing."""
        newest = self.waiting(release)
        known = max(self.applied.get(release, 0), newest.generation if newest else 0)
        if mark.generation <= known:
            return
        own = self.lake.spark.range(1).select(
            F.lit(release).alias("release"),
            F.lit(mark.generation).cast("long").alias("generation"),
            F.lit(mark.marked_at).cast("timestamp").alias("marked_at"),
            F.lit(None).cast("timestamp").alias("applied_at"),
        )
        with self.lock:
            own.write.format("delta").mode("append").save(self.lake.path("fills"))
        self._has_noted(release, mark)

    def note_applied(self, release: str, mark: Mark) -> None:
        """That the rows are gone: from now on no record of an older generation counts."""
        own = (F.col("release") == release) & (F.col("generation") <= mark.generation)
        with self.lock:
            self.lake.table("fills").update(
                own & F.col("applied_at").isNull(), {"applied_at": F.current_timestamp()}
            )
        self._has_applied(release, mark.generation)
