"""What the tests of the lake stand on: the job in this process's own Spark session, and tables in a
form in which they compare with the oracle's rows."""

import base64
import contextlib
import datetime
import decimal
import io
import os
import pathlib
import struct
import subprocess
import sys
import threading
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "lake"), str(TOP / "tests/company")]

import fold  # noqa: E402
import job  # noqa: E402
from sluice_lake import commands, records, session  # noqa: E402
from sluice_lake.release import read_folder  # noqa: E402

ENVIRONMENT = os.environ.get("SLUICE_SPARK", "spark4")


def lake_sh(*words, **options):
    return subprocess.run(
        [str(TOP / "build-support/lake.sh"), *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
        **options,
    ).stdout.strip()


def start_spark():
    """The session that the job then finds, made as spark-submit would."""
    os.environ["TZ"] = "UTC"  # in which Spark hands moments to Python
    time.tzset()
    os.environ["PYSPARK_SUBMIT_ARGS"] = lake_sh("submit-args", ENVIRONMENT) + " pyspark-shell"
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    return session.session()


def run(command, *words):
    """(exit code, what it said) of the job."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        options = job.parse([command, *map(str, words)])
        status = commands.perform(getattr(commands, command), session.session, options)
    print(said.getvalue(), end="", flush=True)
    return status, said.getvalue()


# ---- values ---------------------------------------------------------------------------------------


def _moment(value, zone=""):
    return value.strftime("%Y-%m-%dT%H:%M:%S.%f").rjust(26, "0") + zone


def as_record(value, field):
    """A table's value as its record had it; numbers as they are compared below."""
    if value is None:
        return None
    if field.json == "any":
        return records.to_json(records.decode(value, 0)[0])
    if isinstance(value, datetime.datetime):
        return _moment(value, "Z" if field.type == "timestamp" else "")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    return number(value, field)


def number(value, field):
    """Numbers by their worth: decimals exactly, `real` in four bytes."""
    if isinstance(value, bool) or field.json not in ("number", "integer"):
        return value
    if field.type == "float":
        return struct.unpack("f", struct.pack("f", float(str(value))))[0]
    if field.type == "double":
        return float(str(value))
    return decimal.Decimal(str(value))


def wanted(row, release):
    """An oracle's row in the same form; `_gone` stays."""
    found = {}
    for field in release.fields:
        value = row.get(field.name)
        if value is not None and field.json == "any":
            value = records.to_json(records.decode(fold.to_json(value), 0)[0])
        elif value is not None:
            value = number(value, field)
        found[field.name] = value
    return found


def key_text(value):
    """As the oracle's keys are, which are JSON."""
    return str(value) if isinstance(value, decimal.Decimal) else fold.to_json(value)


def table_rows(frame, release):
    """Row key -> (row, fields that no record gave)."""
    found = {}
    for row in frame.collect():
        values = {f.name: as_record(row[f.name], f) for f in release.fields}
        key = tuple(key_text(values[name]) for name in release.row_key)
        assert key not in found, f"two rows of one key in {release.name}"
        found[key] = (values, [n for n, at in (row["_unchanged"] or {}).items() if at is None])
    return found


def differences(have, want, release):
    """What differs between a table and the oracle, in words; values are test data."""
    found = [f"missing {key}" for key in want if key not in have]
    found += [f"extra {key}" for key in have if key not in want]
    for key, row in want.items():
        if key not in have:
            continue
        values, left_out = have[key]
        for name, value in wanted(row, release).items():
            if values[name] != value and not (row.get("_gone") and name in left_out):
                found.append(f"{key} {name}: {values[name]!r}, not {value!r}")
    return found


def oracle(name):
    """The rows that the hand-written query of that release gives now; None without a query."""
    query = fold.ORACLE / f"{name}.sql"
    first = query.read_text(encoding="utf-8").splitlines()[0]
    row_key = [word.strip() for word in first.removeprefix("-- row key:").split(",")]
    return fold.oracle_rows(query, row_key)


def compare(spark, lake, release):
    """What differs between a release's table and the oracle."""
    frame = spark.read.format("delta").load(
        f"{lake}/current/{release.destination}/{release.stream}"
    )
    want = oracle(release.name)
    assert want, f"the oracle has no row of {release.name}"
    return differences(table_rows(frame, release), want, release)


# ---- the platform -----------------------------------------------------------------------------------


def work(database, pushers, changes, chance):
    """Random changes; all the while pushers are killed at random moments. Then all are current, and
    stopped. How often each was killed."""
    seed, kills = chance.random(), [0] * len(pushers)
    writer = threading.Thread(target=database.sql, args=(f"CALL workload.run({changes}, {seed})",))
    for pusher in pushers:
        pusher.start()
    writer.start()
    while writer.is_alive() or not all(kills):
        time.sleep(chance.uniform(0.2, 1.5))
        number = chance.randrange(len(pushers))
        kills[number] += pushers[number].kill(chance.choice(["reader", "sender", "supervisor"]))
        for pusher in pushers:
            if not pusher.running():
                pusher.start()
    writer.join()
    print(f"{changes} changes, kills of the pushers: {kills}", flush=True)
    for pusher in pushers:
        pusher.wait_until_current(timeout=300)
        status = pusher.stop()
        assert status == 0, f"the pusher ended with {status}:\n{pusher.said()}"
    return kills


def releases(folder):
    return {release.name: release for release in read_folder(folder)}
