"""What happens to a batch of lines: read, put aside what fits no policy, keep every record where that
is wanted, fold. Doing it again, in part or whole, changes nothing: rows are known by what is in them,
not by the batch that brought them, so that it also holds for a new checkpoint."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence

from pyspark import cloudpickle
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from . import records
from .fills import Fills, Mark
from .fold import Counts, Facts, Fold
from .release import Release
from .tables import Lake, only_row, record_type

# Executors get the module in the function's own bytes: nothing to install there.
cloudpickle.register_pickle_by_value(records)

OUTCOME = [("reason", "string"), ("field", "string"), ("text", "string")]
_quarantine_lock = threading.Lock()  # one table for all streams; Delta would make them try again


@dataclasses.dataclass
class Totals:
    """Of one stream, over all batches of this run."""

    batches: int = 0
    records: int = 0
    quarantined: int = 0
    put: int = 0
    removed: int = 0
    seconds: float = 0.0


class Stream:
    """One release's way through the job."""

    def __init__(
        self,
        lake: Lake,
        fills: Fills,
        release: Release,
        known: Sequence[Release],
        others: Collection[str] = (),
        history: bool = False,
        report: Callable[[str], None] = print,
    ) -> None:
        self.lake, self.release, self.history, self.report = lake, release, history, report
        self.fills = fills
        self.others = frozenset(others)
        self.totals = Totals()
        self.fold = Fold(lake, release, fills.applied.get(release.name, 0))
        self.type = record_type(release)
        outcome = T.StructType([T.StructField(n, T.StringType()) for n, _ in OUTCOME])
        outcome = outcome.add("row", self.type)
        reader = records.Reader(known, others)
        # Not by way of Arrow, which brings values to a type where they do not fit it.
        self.read = F.udf(reader.line, T.ArrayType(outcome), useArrow=False)

    def __call__(self, lines: DataFrame, number: int | None = None) -> None:
        """A batch; `lines` has `line` (bytes), `file`, and when that was `written`."""
        begin = time.monotonic()
        # names with an underscore, which no field of a release has
        own = [F.col("file").alias("_file"), F.col("written").alias("_written")]
        found = lines.select(*own, F.explode(self.read("line")).alias("one"))
        found = found.select("_file", "_written", "one.*").persist()
        try:
            total, rejected, *members = only_row(
                found.select(F.col("reason").alias("_reason"), "_written", "row.*").agg(
                    F.count("*"), F.count("_reason"), *Facts.columns(self.fold.position())
                )
            )
            facts = Facts(*members)
            if rejected:
                self._put_aside(found)
            counts = None
            if total > rejected:
                rows = found.where("reason IS NULL").select("_file", "row.*")
                if self.history:
                    self._keep(rows)
                counts = self.fold(rows, facts)
            if facts.filled is not None:
                self.fills.note(self.release.name, Mark(*facts.filled))
        finally:
            found.unpersist()
        self._add(number, total, rejected, counts, time.monotonic() - begin)

    def _add(
        self, number: int | None, total: int, rejected: int, counts: Counts | None, seconds: float
    ) -> None:
        totals = self.totals
        totals.batches += 1
        totals.records += total
        totals.quarantined += rejected
        totals.seconds += seconds
        words = ""
        if counts:
            totals.put += counts.put
            totals.removed += counts.removed
            words = f", {counts.put} rows written, {counts.removed} removed"
            words += ", older rows truncated" if counts.truncated else ""
        batch = "" if number is None else f" batch {number}"
        self.report(
            f"{self.release.name}{batch}: {total} records, {rejected} quarantined{words}"
            f" ({seconds:.1f} s)"
        )

    def mark(self, late_seconds: float) -> Mark | None:
        """An end mark that is noted and whose time has come."""
        mark = self.fills.waiting(self.release.name)
        return mark if mark and mark.is_due(late_seconds) else None

    def apply(self, mark: Mark) -> None:
        """What an end mark says, all being read that came before it. Between two batches. The table comes
        first: a job that ends in between does it again."""
        begin = time.monotonic()
        removed = self.fold.drop_older(mark.generation)
        self.fills.note_applied(self.release.name, mark)
        self.totals.removed += removed
        seconds = time.monotonic() - begin
        self.totals.seconds += seconds
        self.report(
            f"{self.release.name}: generation {mark.generation} is filled, {removed} rows of older ones"
            f" removed ({seconds:.1f} s)"
        )

    def _put_aside(self, found: DataFrame) -> None:
        own = found.where("reason IS NOT NULL").select(
            # Of what names no policy nobody knows whose it is; of other streams' files neither.
            F.when(~F.col("reason").isin(*NOBODYS), self.release.name).alias("release"),
            "reason",
            "field",
            "text",
            F.col("_file").alias("file"),
            F.sha2("text", 256).alias("digest"),
            F.current_timestamp().alias("seen_at"),
        )
        own = own.dropDuplicates(["file", "digest"])
        with _quarantine_lock:
            (
                self.lake.table("quarantine")
                .alias("t")
                .merge(own.alias("s"), "t.file = s.file AND t.digest = s.digest")
                .whenNotMatchedInsertAll()
                .execute()
            )

    def _keep(self, rows: DataFrame) -> None:
        """Every record once, for those who want each change and not only the last."""
        order = list(self.release.order)
        rows = rows.dropDuplicates(order)
        same = " AND ".join(f"t.{name} = s.{name}" for name in order)
        first = "_pos" if "_pos" in order else "_lsn"
        low, high = only_row(rows.agg(F.min(first), F.max(first)))
        # lets Delta skip the files that cannot hold any of them
        near = (F.col(f"t.{first}") >= F.lit(low)) & (F.col(f"t.{first}") <= F.lit(high))
        (
            self.lake.table("history", self.release)
            .alias("t")
            .merge(rows.alias("s"), F.expr(same) & near)
            .whenNotMatchedInsert(
                values={
                    f"`{n.replace('`', '``')}`": F.col(f"s.`{n.replace('`', '``')}`")
                    for n in rows.columns
                }
            )
            .execute()
        )


# Reasons where the text does not tell whose record it is.
NOBODYS = ("not-utf8", "broken-json", "not-an-object", "bad-envelope", "other-release")


def retry_quarantine(lake: Lake, streams: Iterable[Stream]) -> tuple[int, int]:
    """Reads again what was put aside, with the policies that are known now; what fits leaves the
    quarantine. How many there were, and how many are left."""
    if not lake.exists("quarantine"):
        return 0, 0
    before = lake.read("quarantine").count()
    for stream in streams:
        name = stream.release.name
        own = lake.read("quarantine").where((F.col("release") == name) | F.col("release").isNull())
        own = own.select("file", "digest", F.col("text").cast("binary").alias("line")).persist()
        fits = own.withColumn("one", stream.read("line"))
        fits = fits.where((F.size("one") > 0) & F.forall("one", lambda o: o["reason"].isNull()))
        fits = fits.select("file", "digest", "line").persist()
        if not fits.isEmpty():
            stream(fits.select("line", "file", F.current_timestamp().alias("written")))
            (
                lake.table("quarantine")
                .alias("t")
                .merge(fits.alias("s"), "t.file = s.file AND t.digest = s.digest")
                .whenMatchedDelete()
                .execute()
            )
        fits.unpersist()
        own.unpersist()
    return before, lake.read("quarantine").count()
