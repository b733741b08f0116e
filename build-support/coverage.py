#!/usr/bin/env python3
"""What the tests that ran in a build with --coverage have executed: lines and branches of each file and
folder of the product, lowest first.

    coverage.py BUILD_DIR

gcov reads what the compiler (*.gcno) and the tests (*.gcda) left in the build directory. A source that
several objects are made of, such as a header, counts once: a line has run when it ran in any of them.
"""

import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
from typing import Any

TOP = pathlib.Path(__file__).resolve().parent.parent
PRODUCT = ("common", "compiler", "runtime")
ENOUGH = 70  # per cent of lines; a file below is marked
OBJECTS_AT_A_TIME = 50


@dataclasses.dataclass
class Line:
    """How often a line ran, and how often each way out of its branches was taken."""

    count: int = 0
    branches: list[int] = dataclasses.field(default_factory=list)

    def add(self, count: int, branches: list[int]) -> None:
        self.count += count
        missing = len(branches) - len(self.branches)
        self.branches += [0] * missing
        for at, taken in enumerate(branches):
            self.branches[at] += taken


@dataclasses.dataclass
class Total:
    """Lines and branches, and how many of them ran."""

    lines: int = 0
    lines_run: int = 0
    branches: int = 0
    branches_taken: int = 0

    def add(self, other: "Total") -> None:
        self.lines += other.lines
        self.lines_run += other.lines_run
        self.branches += other.branches
        self.branches_taken += other.branches_taken

    def line_share(self) -> float:
        return 100 * self.lines_run / self.lines if self.lines else 100.0

    def branch_share(self) -> float:
        return 100 * self.branches_taken / self.branches if self.branches else 100.0


# By file, relative to the top of the tree, then by function and number: one line of a table that is
# included several times is a line of several functions.
Lines = dict[tuple[str, int], Line]
Sources = dict[str, Lines]


def gcov(notes: list[pathlib.Path], build: pathlib.Path) -> list[dict[str, Any]]:
    """gcov's reports on objects, one for each."""
    command = ["gcov", "--json-format", "--stdout", "--branch-probabilities"]
    said = subprocess.run(
        command + [str(note.relative_to(build)) for note in notes],
        cwd=build,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # "no data": an object that no test has run, which counts as such
        check=True,
    )
    return [json.loads(report) for report in said.stdout.splitlines() if report]


def add_report(sources: Sources, report: dict[str, Any], build: pathlib.Path) -> None:
    for file in report["files"]:
        path = (build / report["current_working_directory"] / file["file"]).resolve()
        if not path.is_relative_to(TOP) or path.is_relative_to(build):
            continue  # the system's headers, and what flex and bison add
        name = str(path.relative_to(TOP))
        if not name.startswith(tuple(f"{folder}/" for folder in PRODUCT)) or path.suffix == ".def":
            continue  # tests; and tables, whose rows are no code
        for line in file["lines"]:
            key = (line.get("function_name", ""), line["line_number"])
            taken = [branch["count"] for branch in line["branches"]]
            sources[name].setdefault(key, Line()).add(line["count"], taken)


def read_build(build: pathlib.Path) -> Sources:
    notes = sorted(path for folder in PRODUCT for path in (build / folder).rglob("*.gcno"))
    groups = [notes[at : at + OBJECTS_AT_A_TIME] for at in range(0, len(notes), OBJECTS_AT_A_TIME)]
    sources: Sources = collections.defaultdict(dict)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for reports in pool.map(lambda group: gcov(group, build), groups):
            for report in reports:
                add_report(sources, report, build)
    return sources


def total_of(lines: Lines) -> Total:
    branches = [taken for line in lines.values() for taken in line.branches]
    return Total(
        lines=len(lines),
        lines_run=sum(line.count > 0 for line in lines.values()),
        branches=len(branches),
        branches_taken=sum(taken > 0 for taken in branches),
    )


def print_table(title: str, totals: dict[str, Total]) -> None:
    """Lowest first: that is where tests are missing."""
    print(f"\n{title}\n  lines  branches")
    for name, total in sorted(totals.items(), key=lambda item: (item[1].line_share(), item[0])):
        mark = f"  < {ENOUGH} %" if total.line_share() < ENOUGH else ""
        print(f"{total.line_share():5.1f} %   {total.branch_share():5.1f} %  {name}{mark}")


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: coverage.py BUILD_DIR", file=sys.stderr)
        return 2
    files = {
        name: total_of(lines)
        for name, lines in read_build(pathlib.Path(sys.argv[1]).resolve()).items()
    }
    if not files:
        print("coverage.py: this build has nothing that gcov can read", file=sys.stderr)
        return 1
    folders: dict[str, Total] = collections.defaultdict(Total)
    whole = Total()
    for name, total in files.items():
        folders[str(pathlib.PurePath(name).parent)].add(total)
        whole.add(total)
    low = sum(total.line_share() < ENOUGH for total in files.values())
    print_table("Files", files)
    print_table("Folders", folders)
    print(
        f"\n{whole.line_share():5.1f} %   {whole.branch_share():5.1f} %  in all: {whole.lines_run} of"
        f" {whole.lines} lines, {whole.branches_taken} of {whole.branches} branches;"
        f" {low} of {len(files)} files are below {ENOUGH} %"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
