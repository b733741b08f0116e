"""The commands of job.py."""

from __future__ import annotations

import argparse
import concurrent.futures
import functools
import json
import operator
import sys
import time
import traceback
from collections.abc import Callable

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.streaming.query import StreamingQuery

from .batch import Stream, retry_quarantine
from .release import SUFFIXES, BadSchemas, Release, read_folder
from .stop import run_until_told, told_to_stop
from .tables import QUARANTINE, Lake

Options = argparse.Namespace  # as job.py parses them
Command = Callable[[SparkSession, Options], int]

OK, QUARANTINED, COULD_NOT_RUN = 0, 1, 2

# Spark forgets files that are so much older than the newest, and passes over such that come later.
MAX_FILE_AGE = "36500d"

LISTING_TASKS = 16


def say(line: str) -> None:
    print(line, flush=True)


# ---- what is to be done ---------------------------------------------------------------------------


def _texts(spark: SparkSession, folder: str) -> dict[str, str]:
    """The generated files of a folder in a bucket."""
    reader = spark.read.format("text").option("wholetext", "true")
    files = reader.load([f"{folder.rstrip('/')}/*.{suffix}" for suffix in SUFFIXES])
    return dict(files.select("_metadata.file_name", "value").collect())


def _releases(
    spark: SparkSession, options: Options
) -> tuple[list[Release], list[Release], set[str]]:
    """The newest version of each release of the destinations that have an input, and all given."""
    given: list[Release] = []
    for folder in options.schemas:
        remote = [functools.partial(_texts, spark)] if "://" in folder else []
        given += read_folder(folder, *remote)
    wanted = [r for r in given if r.destination in options.input]
    if options.stream:
        wanted = [r for r in wanted if r.stream in options.stream or r.name in options.stream]
    if not wanted:
        raise BadSchemas(f"{', '.join(options.schemas)}: no release to {', '.join(options.input)}")
    newest: dict[str, Release] = {}
    for release in wanted:
        if release.version >= newest.get(release.name, release).version:
            newest[release.name] = release
    return list(newest.values()), wanted, {r.name for r in given}


def _properties(options: Options) -> dict[str, str]:
    properties: dict[str, str] = {}
    if options.retain_days is not None:
        days = f"interval {options.retain_days} days"
        properties |= {
            "delta.logRetentionDuration": days,
            "delta.deletedFileRetentionDuration": days,
        }
    if options.auto_compact:
        properties |= {
            "delta.autoOptimize.autoCompact": "true",
            "delta.autoOptimize.optimizeWrite": "true",
        }
    return properties


def _streams(spark: SparkSession, options: Options) -> tuple[Lake, list[Stream]]:
    newest, given, names = _releases(spark, options)
    lake = Lake(spark, options.lake, _properties(options))
    known = lake.known(given)
    lake.create("quarantine", QUARANTINE)

    def prepared(release: Release) -> Stream:
        lake.prepare(release, known[release.name], options.history)
        others = names - {release.name} if options.mixed else ()
        return Stream(lake, release, known[release.name], others, options.history, say)

    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        return lake, list(pool.map(prepared, newest))


# ---- run ------------------------------------------------------------------------------------------


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
        F.col("value").cast("binary").alias("line"), F.col("_metadata.file_path").alias("file")
    )


def _may_be_of(stream: Stream) -> Column:
    """Lines that name the release, or none that is known: the others need not be read here."""
    own = F.col("value").contains(f'"{stream.release.name}@')
    others = [F.col("value").contains(f'"{name}@') for name in sorted(stream.others)]
    return own | ~functools.reduce(operator.or_, others, F.lit(False))


def _start(spark: SparkSession, lake: Lake, options: Options, stream: Stream) -> StreamingQuery:
    writer = (
        _lines(spark, options, stream)
        .writeStream.queryName(stream.release.name)
        .option("checkpointLocation", lake.path("checkpoints", stream.release))
        .foreachBatch(stream)
    )
    if options.every:
        return writer.trigger(processingTime=f"{options.every} seconds").start()
    return writer.trigger(availableNow=True).start()


def run(spark: SparkSession, options: Options) -> int:
    """Streams of one run share the session: a few at a time where each ends by itself, so that a small
    driver is enough, and all side by side with --every."""
    begin = time.monotonic()
    lake, streams = _streams(spark, options)
    if options.every:
        with told_to_stop(spark) as stop:
            run_until_told([_start(spark, lake, options, stream) for stream in streams], stop)
            return _finish(lake, streams, options, time.monotonic() - begin)
    else:
        with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
            list(pool.map(lambda s: _start(spark, lake, options, s).awaitTermination(), streams))
    return _finish(lake, streams, options, time.monotonic() - begin)


def _finish(lake: Lake, streams: list[Stream], options: Options, seconds: float) -> int:
    quarantined = sum(stream.totals.quarantined for stream in streams)
    count = sum(stream.totals.records for stream in streams)
    if options.metrics:
        metrics = {s.release.name: vars(s.totals) | {"version": s.release.version} for s in streams}
        with open(options.metrics, "w", encoding="utf-8") as file:
            json.dump(metrics, file, indent=2)
            file.write("\n")
    say(f"{count} records of {len(streams)} streams, {quarantined} quarantined ({seconds:.1f} s)")
    if quarantined:
        _explain_quarantine(lake)
    return QUARANTINED if quarantined else OK


def _explain_quarantine(lake: Lake) -> None:
    table = lake.read("quarantine")
    reasons = (
        table.groupBy("release", "reason", "field").count().orderBy("release", "reason", "field")
    )
    for row in reasons.collect():
        say(f"  {row['count']:>6} {row.release or '(no release)'}: {row.reason} {row.field or ''}")
    say(f"they are in {lake.path('quarantine')}; after the cause is gone: job.py retry")


# ---- the other commands ---------------------------------------------------------------------------


def retry(spark: SparkSession, options: Options) -> int:
    begin = time.monotonic()
    lake, streams = _streams(spark, options)
    before, left = retry_quarantine(lake, streams)
    say(f"{before} were in quarantine, {left} still are ({time.monotonic() - begin:.1f} s)")
    return QUARANTINED if left else OK


def maintain(spark: SparkSession, options: Options) -> int:
    """Small files into large ones; what nobody needs any more goes."""
    # The tables have no partitions: to list one is not worth ten thousand tasks, Spark's own number.
    spark.conf.set("spark.sql.sources.parallelPartitionDiscovery.parallelism", LISTING_TASKS)
    lake, streams = _streams(spark, options)
    for stream in streams:
        release = stream.release
        kinds = ["current", "deleted"] + (["history"] if lake.exists("history", release) else [])
        if options.forget_days is not None:
            old = F.expr(f"current_timestamp() - INTERVAL {options.forget_days} DAYS")
            lake.table("deleted", release).delete(
                (F.col("_op") == "d") & (F.col("_removed_at") < old)
            )
        for kind in kinds:
            begin = time.monotonic()
            lake.table(kind, release).optimize().executeCompaction()
            if options.vacuum_hours is not None:
                lake.table(kind, release).vacuum(options.vacuum_hours)
            say(f"{kind} {release.name}: compacted ({time.monotonic() - begin:.1f} s)")
    return OK


def _without_values(error: Exception) -> str:
    """What went wrong, without the row that Delta puts behind a constraint's name."""
    text = str(error)
    if "VIOLATE_CONSTRAINT" in text:
        return "a row breaks a constraint of its table, which is a fault of this job"
    return text


def perform(command: Command, session: Callable[[], SparkSession], options: Options) -> int:
    """The command's exit code; what keeps it from running, on standard error."""
    try:
        return command(session(), options)
    except (BadSchemas, OSError) as error:
        print(f"lake: {error}", file=sys.stderr)
    except (PySparkException, Py4JError) as error:
        print(f"lake: Spark could not go on: {_without_values(error)}", file=sys.stderr)
    except Exception:  # Python's own exit code for it would say that something is in quarantine
        print("lake: a fault of the job's own", file=sys.stderr)
        traceback.print_exc()
    return COULD_NOT_RUN
