#!/usr/bin/env python3
"""Runs Python tests that mostly wait, several at a time, each in a process of its own.

    tests/support/parallel.py [--jobs N] [--first NAME]… [--only NAME]… FOLDER…

Every test_*.py of each FOLDER is found by Python's own loader. A class that sets things up for all of its
tests runs as one; of other classes each test does. --first names what takes long (module, or
module.Class.test) and begins at once, --only what is run instead of all. What a process says is printed
in one piece when it ends; the last lines are the sum over all, as Python's runner prints it. Exit status 0
when all passed, 1 when not, when one of them did not run, or when there was nothing to run.
"""

import argparse
import collections
import concurrent.futures
import inspect
import os
import re
import subprocess
import sys
import time
import unittest
from collections.abc import Iterator, Sequence


def tests_below(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from tests_below(part)
        else:
            yield part


def name_of(test: unittest.TestCase) -> str:
    """What runs together with this test."""
    owner = type(test)
    own = inspect.getattr_static(owner, "setUpClass")
    shared = own is not inspect.getattr_static(unittest.TestCase, "setUpClass")
    return ".".join(test.id().split(".")[: 2 if shared else 3])


def names_in(folders: Sequence[str]) -> collections.Counter[str]:
    """The names of what is found in the order of the files, each with how many tests it is."""
    loader = unittest.TestLoader()
    names: collections.Counter[str] = collections.Counter()
    for folder in folders:
        names.update(map(name_of, tests_below(loader.discover(folder, pattern="test_*.py"))))
    for error in loader.errors:
        print(error)
    return collections.Counter() if loader.errors else names


def only(wanted: Sequence[str], names: collections.Counter[str]) -> collections.Counter[str]:
    """What there is of each name: a module's parts, a class's, or one test of a class that runs as one."""
    found: collections.Counter[str] = collections.Counter()
    for want in wanted:
        parts = {n: count for n, count in names.items() if n == want or n.startswith(want + ".")}
        found |= collections.Counter(parts or {want: 1})
    return found


def run(name: str, folders: Sequence[str]) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([*folders, os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "unittest", "-v", name],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=os.environ | {"PYTHONPATH": path},
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    parser.add_argument("--first", action="append", default=[])
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    there = names_in(options.folders)
    if options.only and there:
        there = only(options.only, there)
    names = sorted(there, key=lambda name: not any(map(name.startswith, options.first)))
    count = skipped = 0
    failed = []
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = {pool.submit(run, name, options.folders): name for name in names}
        for future in concurrent.futures.as_completed(futures):
            result = future.result()
            print(result.stdout, flush=True)
            ran = sum(map(int, re.findall(r"^Ran (\d+) test", result.stdout, re.M)))
            count += ran
            skipped += sum(map(int, re.findall(r"^OK \(skipped=(\d+)\)", result.stdout, re.M)))
            if result.returncode != 0 or ran != there[futures[future]]:
                failed.append(futures[future])
    print("-" * 70)
    for name in failed:
        print(f"failed: {name}")
    print(f"Ran {count} tests in {time.monotonic() - begin:.3f}s, {options.jobs} at a time\n")
    right = count > 0 and not failed
    print(("OK" if right else "FAILED") + (f" (skipped={skipped})" if skipped else ""))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
