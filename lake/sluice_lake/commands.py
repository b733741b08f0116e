"""The commands of job.py."""

from __future__ import annotations

import concurrent.futures
import functools
import json
import sys
import time
import traceback
from collections.abc import Callable

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from .batch import Stream, retry_quarantine
from .fills import Fills
from .reading import Options, Reading
from .release import SUFFIXES, BadSchemas, Release, read_folder
from .stop import told_to_stop
from .tables import QUARANTINE, Lake

Command = Callable[[SparkSession, Options], int]

OK, QUARANTINED, COULD_NOT_RUN = 0, 1, 2

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
    for release in newest.values():
        if not release.current:
            raise BadSchemas(
                f"{release.name}: the schemas are of an older record format than this job's: generate"
                " them again"
            )
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
    fills = Fills(lake)

    def prepared(release: Release) -> Stream:
        lake.prepare(release, known[release.name], options.history)
        others = names - {release.name} if options.mixed else ()
        return Stream(lake, fills, release, known[release.name], others, options.history, say)

    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        return lake, list(pool.map(prepared, newest))


# ---- run ------------------------------------------------------------------------------------------


def run(spark: SparkSession, options: Options) -> int:
    begin = time.monotonic()
    lake, streams = _streams(spark, options)
    reading = Reading(spark, lake, options)
    if options.every:
        with told_to_stop(spark) as stop:
            reading.go_on(streams, stop)
            return _finish(lake, streams, options, time.monotonic() - begin)
    reading.once(streams)
    return _finish(lake, streams, options, time.monotonic() - begin)


def _finish(lake: Lake, streams: list[Stream], options: Options, seconds: float) -> int:
    quarantined = sum(stream.totals.quarantined for stream in streams)
    count = sum(stream.totals.records for stream in streams)
    if options.metrics:
        metrics = {s.release.name: vars(s.totals) | {"version": s.release.version} for s in streams}
        with open(options.metrics, "w", encoding="utf-8") as file:
            json.dump(metrics, file, indent=2)
            file.write("\n")
    for stream in streams:
        if mark := stream.mark(0):
            say(
                f"{stream.release.name}: generation {mark.generation} is filled, once late objects are in"
            )
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
