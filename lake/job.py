#!/usr/bin/env python3
"""Keeps a Delta table for each release of a policy, from the records that a pusher delivered.

    spark-submit … lake/job.py run --lake s3://BUCKET/delta --input lake=s3://BUCKET/lake --schemas generated

run       reads what is new and ends; with --every SECONDS it goes on
retry     reads again what is in quarantine, with the policies as they are now
maintain  compacts the tables, forgets old deletions, removes old files

Exit code: 0 all is in the tables, 1 something is in quarantine, 2 could not run.
docs/lake.md tells more.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Sequence

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from sluice_lake import commands, session


def pair(text: str) -> tuple[str, str]:
    name, equals, path = text.partition("=")
    if not (name and equals and path):
        raise argparse.ArgumentTypeError(f"{text!r} is not DESTINATION=PATH")
    return name, path


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="job.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["run", "retry", "maintain"])
    parser.add_argument("--lake", required=True, metavar="PATH", help="where the tables are")
    parser.add_argument(
        "--input",
        required=True,
        action="append",
        type=pair,
        metavar="DESTINATION=PATH",
        help="where a destination's records arrive: a folder for each stream",
    )
    parser.add_argument(
        "--schemas",
        required=True,
        action="append",
        metavar="FOLDER",
        help="what `sluice generate` wrote; older versions' folders may be given too",
    )
    parser.add_argument("--stream", action="append", help="only these streams")
    parser.add_argument(
        "--mixed", action="store_true", help="the input has records of several streams in one place"
    )
    parser.add_argument(
        "--parallel", type=int, default=2, metavar="N", help="streams at a time (2)"
    )
    parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, a batch that often")
    parser.add_argument(
        "--late-seconds",
        type=int,
        default=900,
        metavar="N",
        help="how much later than a filled generation's end mark objects with earlier records may come (900)",
    )
    parser.add_argument("--files-per-batch", type=int, metavar="N", help="bounds a batch")
    parser.add_argument("--history", action="store_true", help="keep every record, too")
    parser.add_argument("--metrics", metavar="FILE", help="write what was done as JSON")
    parser.add_argument(
        "--retain-days", type=int, metavar="N", help="how far back time travel reaches"
    )
    parser.add_argument(
        "--auto-compact", action="store_true", help="fewer and larger files, at each write"
    )
    parser.add_argument(
        "--forget-days", type=int, metavar="N", help="maintain: forget deletions older than that"
    )
    parser.add_argument(
        "--vacuum-hours", type=float, metavar="N", help="maintain: remove files unused for so long"
    )
    options = parser.parse_args(arguments)
    options.input = dict(options.input)
    return options


if __name__ == "__main__":
    given = parse(sys.argv[1:])
    sys.exit(commands.perform(getattr(commands, given.command), session.session, given))
