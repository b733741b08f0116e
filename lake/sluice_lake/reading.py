"""How the objects of the streams are read: a query of Structured Streaming for each."""

from __future__ import annotations

import argparse
import concurrent.futures
import functools
import operator
from collections.abc import Callable

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.streaming.query import StreamingQuery

from .batch import Stream
from .stop import Stop, end, run_until_told
from .tables import Lake

Options = argparse.Namespace  # as job.py parses them

# Spark forgets files that are so much older than the newest, and passes over such that come later.
MAX_FILE_AGE = "36500d"


def _lines(spark: SparkSession, options: Options, stream: Stream) -> DataFrame:
    """The lines of a stream's objects. A folder that is not there yet is one without objects, which
    Spark believes of a pattern alone."""
    path = options.input[stream.release.destination].rstrip("/")
    if not options.mixed:
        name = stream.release.stream
        path += f"/[{name[0]}]{name[1:]}"
    reader = (
        spark.readStream.format("text")
        .option("recursiveFileLookup", "true")
        .option("maxFileAge", MAX_FILE_AGE)
    )
    if options.files_per_batch:
        reader = reader.option("maxFilesPerTrigger", options.files_per_batch)
    lines = reader.load(path)
    if options.mixed:
        lines = lines.where(_may_be_of(stream))
    # As bytes: text that is not UTF-8 is to be seen, not mended.
    return lines.select(
        F.col("value").cast("binary").alias("line"),
        F.col("_metadata.file_path").alias("file"),
        F.col("_metadata.file_modification_time").alias("written"),
    )


def _may_be_of(stream: Stream) -> Column:
    """Lines that name the release, or none that is known: the others need not be read here."""
    own = F.col("value").contains(f'"{stream.release.name}@')
    others = [F.col("value").contains(f'"{name}@') for name in sorted(stream.others)]
    return own | ~functools.reduce(operator.or_, others, F.lit(False))


class Reading:
    """Of one run. Its streams share the session: a few at a time where each ends by itself,
    so that a small driver is enough, and all side by side with --every.

    An end mark is applied when all is read that was there once it was noted and its time had come. Of that
    a query tells that began then, and ended by itself."""

    def __init__(self, spark: SparkSession, lake: Lake, options: Options) -> None:
        self.spark, self.lake, self.options = spark, lake, options

    def start(self, stream: Stream, every: int | None = None) -> StreamingQuery:
        """Goes on for ever with `every`; without, reads what is there and ends."""
        writer = (
            _lines(self.spark, self.options, stream)
            .writeStream.queryName(stream.release.name)
            .option("checkpointLocation", self.lake.path("checkpoints", stream.release))
            .foreachBatch(stream)
        )
        if every:
            return writer.trigger(processingTime=f"{every} seconds").start()
        return writer.trigger(availableNow=True).start()

    def read_all(self, stream: Stream, wait: Callable[[StreamingQuery], bool]) -> None:
        """What is there, and what end marks say in it. `wait` tells whether a query came to its end."""
        while True:
            mark = stream.mark(self.options.late_seconds)
            if not wait(self.start(stream)):
                return
            if mark is not None:
                stream.apply(mark)
            if stream.mark(self.options.late_seconds) is None:
                return

    def once(self, streams: list[Stream]) -> None:
        def to_its_end(query: StreamingQuery) -> bool:
            query.awaitTermination()
            return True

        with concurrent.futures.ThreadPoolExecutor(self.options.parallel) as pool:
            list(pool.map(lambda stream: self.read_all(stream, to_its_end), streams))

    def go_on(self, streams: list[Stream], stop: Stop) -> None:
        every = self.options.every
        queries = [self.start(stream, every) for stream in streams]

        def until_told(query: StreamingQuery) -> bool:
            run_until_told([query], stop)
            return not stop.asked.is_set()

        def apply_marks() -> None:
            for at, stream in enumerate(streams):
                if stream.mark(self.options.late_seconds) is not None:
                    end(queries[at])
                    self.read_all(stream, until_told)
                    if not stop.asked.is_set():
                        queries[at] = self.start(stream, every)

        run_until_told(queries, stop, apply_marks)
