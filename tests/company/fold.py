#!/usr/bin/env python3
"""Folds what a pusher wrote into lake directories, and compares it with what the platform says.

    tests/company/fold.py lake=DIR regulator=DIR            compare every stream that has an oracle
    tests/company/fold.py --print lake.customers lake=DIR   print the folded rows, as JSON lines

NAME=DIR gives a destination's directory, which holds <stream>/…/*.jsonl or *.jsonl.gz. The oracle
is one hand-written query per stream, oracle/<destination>.<stream>.sql, run by psql on the database
that the environment names (PGHOST and so on); its first line names the row key.

Folding: records in order of (_gen, _lsn, _run, _seq), or (_gen, _run, _pos) where positions are apart;
the newest record of a key wins; 'd' removes the key; 't' removes every older record of the stream;
'f' removes every record of an older generation, wherever it stands itself; fields named in _unchanged
stay what they were. Records are at least once: a repeat has the identity and the content of the first.
Records of format 1, which have no _format, are taken as docs/delivery.md says: _seq counts as their run
and _reread as their ordinal, or _epoch as a run of generation 0.
Numbers are compared by their digits, not as floating point. Where the oracle says "_gone": true, the
row is no longer there: a field that the pusher left out because it could not read it again is
excused, and counted.

Exit: 0 equal, 1 something differs, 2 could not run.
"""

import argparse
import gzip
import json
import pathlib
import subprocess
import sys

ORACLE = pathlib.Path(__file__).resolve().parent / "oracle"
UPSERTS = {"r", "c", "u"}


class BadRecord(Exception):
    """A line in the lake that is not a record of this project."""


class Number(str):
    """A JSON number, kept as its digits."""

    def __repr__(self):
        return str(self)


def parse(text):
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=_no_constant)


def _no_constant(name):
    raise BadRecord(f"{name} is no JSON")


def to_json(value):
    """JSON with a Number's digits as they came."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(
                json.dumps(k, ensure_ascii=False) + ":" + to_json(v) for k, v in value.items()
            )
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def position(record):
    """What orders a stream's records, and identifies them; begins with the generation."""
    try:
        if "_epoch" in record:
            return (0, int(record["_epoch"]), int(record["_pos"]))
        if "_pos" in record:
            return (int(record["_gen"]), int(record["_run"]), int(record["_pos"]))
        first = (int(record["_gen"]), int(record["_lsn"], 16))
        if "_format" in record:
            return (*first, int(record["_run"]), int(record["_seq"]))
        return (*first, int(record["_seq"]), int(record.get("_reread", 0)))
    except (KeyError, ValueError) as error:
        raise BadRecord(f"no position: {error}") from error


def may_differ(record):
    """Repeats are the same; in format 1 but where the row was found gone for one of them."""
    return "_format" not in record and "_unchanged" in record


def lines(directory):
    """Every (file, line number, line) of a stream's finished files."""
    for path in sorted(directory.rglob("*")):
        if path.name.endswith(".jsonl"):
            reader = open
        elif path.name.endswith(".jsonl.gz"):
            reader = gzip.open
        else:
            continue
        with reader(path, "rb") as source:
            for number, line in enumerate(source, 1):
                yield path, number, line


class Stream:
    """One stream's records, folded."""

    def __init__(self, directory, row_key):
        self.row_key = row_key
        self.records = self.repeats = self.changed_repeats = self.unexplained = 0
        self.ops = {}
        self.left_out = {}
        self.rows = self._fold(self._read(directory))

    def _read(self, directory):
        by_position = {}
        for path, number, line in lines(directory):
            self.records += 1
            try:
                record = parse(line.decode("utf-8"))
                if not line.endswith(b"\n"):
                    raise BadRecord("the line has no end")
                place = position(record)
            except (ValueError, BadRecord) as error:
                raise BadRecord(f"{path}:{number}: {error}") from error
            self.ops[record.get("_op")] = self.ops.get(record.get("_op"), 0) + 1
            first = by_position.get(place)
            if first is not None:
                self.repeats += 1
                self.changed_repeats += record != first
                self.unexplained += record != first and not (
                    may_differ(record) or may_differ(first)
                )
            by_position[place] = record
        return by_position

    def _fold(self, by_position):
        rows = {}
        marks = [place[0] for place, record in by_position.items() if record.get("_op") == "f"]
        filled = max(marks, default=0)
        for place in sorted(place for place in by_position if place[0] >= filled):
            record = by_position[place]
            op = record.get("_op")
            if op == "t":
                rows.clear()
                continue
            if op == "f":
                continue
            try:
                key = tuple(to_json(record[name]) for name in self.row_key)
            except KeyError as error:
                raise BadRecord(f"record at {place} lacks its row key {error}") from error
            if op in ("d", "m"):
                rows.pop(key, None)
            elif op in UPSERTS:
                fields = {name: value for name, value in record.items() if not name.startswith("_")}
                before = rows.get(key, {})
                unchanged = record.get("_unchanged", [])
                fields |= {name: before[name] for name in unchanged if name in before}
                self.left_out[key] = {name for name in unchanged if name not in before}
                rows[key] = fields
            else:
                raise BadRecord(f"record at {place} has _op {op!r}")
        return rows


def oracle_rows(query, row_key):
    result = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-f", str(query)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(f"the oracle {query.name} fails: {result.stderr.strip()}")
    rows = {}
    # Not splitlines(), which also splits at U+2028 and other characters that JSON strings may hold.
    for line in result.stdout.split("\n"):
        if line:
            row = parse(line)
            rows[tuple(to_json(row[name]) for name in row_key)] = row
    return rows


def compare(name, wanted, stream, shown):
    """Prints how a stream compares; True if it is equal."""
    missing = [key for key in wanted if key not in stream.rows]
    extra = [key for key in stream.rows if key not in wanted]
    columns, excused = {}, 0
    for key, row in wanted.items():
        got = stream.rows.get(key)
        if got is None:
            continue
        gone = row.pop("_gone", False)
        for column in row.keys() | got.keys():
            want, have = row.get(column, "(absent)"), got.get(column, "(absent)")
            if gone and column not in got and column in stream.left_out[key]:
                excused += 1
            elif column not in row or column not in got or want != have:
                columns.setdefault(column, []).append((key, want, have))
    equal = not (missing or extra or columns or stream.unexplained)
    ops = " ".join(f"{op}:{count}" for op, count in sorted(stream.ops.items(), key=str))
    print(
        f"{'equal   ' if equal else 'DIFFERS '} {name}: {len(wanted)} rows;"
        f" {stream.records} records"
        f" ({ops}), {stream.repeats} repeated, {stream.changed_repeats} of them with other content"
        + (f"; {excused} fields of rows that are gone left out" if excused else "")
    )
    if stream.unexplained:
        print(f"    {stream.unexplained} repeats differ from the first for no reason")
    for what, keys in (
        ("missing from the lake", missing),
        ("in the lake and not in the source", extra),
    ):
        if keys:
            print(f"    {len(keys)} rows {what}: {' '.join('/'.join(key) for key in keys[:shown])}")
    for column, rows in sorted(columns.items()):
        print(f"    {column} differs in {len(rows)} rows")
        for key, want, got in rows[:shown]:
            print(
                f"        {'/'.join(key)}: wanted {to_json(want)[:200]}, got {to_json(got)[:200]}"
            )
    return equal


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("destinations", nargs="+", metavar="NAME=DIR")
    parser.add_argument("--print", metavar="DESTINATION.STREAM", dest="printed")
    parser.add_argument("--oracle", type=pathlib.Path, default=ORACLE, metavar="DIR")
    parser.add_argument(
        "--show", type=int, default=3, metavar="N", help="differences to show of each kind (3)"
    )
    options = parser.parse_args()
    directories = dict(pair.split("=", 1) for pair in options.destinations)
    compared, equal = 0, True
    for query in sorted(options.oracle.glob("*.*.sql")):
        destination, stream_name = query.name.removesuffix(".sql").split(".")
        if destination not in directories:
            continue
        first_line = query.read_text(encoding="utf-8").splitlines()[0]
        row_key = [name.strip() for name in first_line.removeprefix("-- row key:").split(",")]
        name = f"{destination}.{stream_name}"
        if options.printed and options.printed != name:
            continue
        stream = Stream(pathlib.Path(directories[destination]) / stream_name, row_key)
        compared += 1
        if options.printed:
            for row in stream.rows.values():
                print(to_json(row))
            continue
        equal = compare(name, oracle_rows(query, row_key), stream, options.show) and equal
    if not compared:
        raise RuntimeError("no stream to compare: name destinations as NAME=DIR")
    return 0 if equal else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BadRecord, RuntimeError, OSError) as error:
        print(f"fold.py: {error}", file=sys.stderr)
        sys.exit(1 if isinstance(error, BadRecord) else 2)
