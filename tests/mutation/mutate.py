#!/usr/bin/env python3
"""Mutation test of the label checker and the emitters: each condition is changed in turn, and some test
has to fail. What no test notices is printed with its place.

    tests/mutation/mutate.py [--every N] [--first N] [--jobs N] [--in FOLDER] [FILE…]

A condition (of if, for, while, ?:, or what a function or variable of type bool becomes) is inverted, taken
as true, and taken as false; && becomes || and the other way round, each of their operands is left out;
< becomes <= and so on; a call for its effect is left out. One build holds all of these mutants
(sources.py, mutant.h). Every test (trials.py) runs once as things are, and it is noted which mutants
would make a difference there; then each mutant runs those tests, the quickest first, until one fails.
A crash and a program without end fail, too.

FILE is a source below compiler/, default all that DEFAULT below names. --every takes
each Nth mutant, from --first. --in keeps the mutated tree in FOLDER, where SLUICE_MUTANT=NUMBER
build/sluice … is one mutant, and where the next run builds what has changed. equivalents.toml names
mutants that change nothing, and why; they are not counted. Exit status 0 when all others are noticed
and that file is in order, 1 when not, 2 when it could not run.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import tomllib

import sources
import trials

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path("tests/mutation")
DEFAULT = (
    "syntax/direct_column.c",
    "labels/*.c",
    "emit/emit_*.c",
    "emit/*/emit_*.c",
    "emit/c/c_lines.c",
    "ir/ir_text*.c",
    "text/escape.c",
    "text/keep_text.c",
    "text/width.c",
)
# Mutants make undefined behaviour of what is defined: that is to be noticed.
FLAGS = "-O1 -w -fsanitize=undefined -fno-sanitize-recover=all -ftrivial-auto-var-init=pattern"
# What the copy's compiler is made of beside its own, and the programs that are tried.
MAKEFILE = f"""
libcompiler_a_SOURCES += {HERE}/mutant.c
mutated: $(BUILT_SOURCES)
\t$(MAKE) sluice {" ".join(trials.UNIT_TESTS)}
"""
# Loading libraries is most of what a trial would cost. None looks into a database.
LINKED = (
    "CRYPTO_LIBS=-l:libcrypto.a",
    "LIBPQ_LIBS=-no-pie -Wl,-z,lazy -Wl,--unresolved-symbols=ignore-all",
)
REACHED, DIFFERS = 1, 2  # as mutant.h has them


def cannot(why):
    print(f"mutate.py: {why}", file=sys.stderr)
    sys.exit(2)


def run(command, where):
    result = subprocess.run(
        [str(word) for word in command],
        cwd=where,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        cannot(f"{command[0]} failed:\n{result.stdout[-3000:]}")
    return result.stdout


def copy_tree(top, paths):
    """Copies what git knows of the tree and what is new in it, the sources at `paths` with all their
    mutants. Returns these, that of number N at place N - 1."""
    mutants = []
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], TOP)
    for name in filter(None, listed.split("\0")):
        path, copy = TOP / name, top / name
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path in paths:
            source = sources.Source(name, content.decode(), len(mutants) + 1)
            content = f'#include "mutant.h"\n{source.mutated()}'.encode()
            mutants += source.mutants
        if name == "compiler/cli/local.mk":
            content += MAKEFILE.encode()
        if not copy.exists() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            copy.chmod(path.stat().st_mode)
    return mutants


def build_in(top, jobs):
    build = top / "build"
    build.mkdir(exist_ok=True)
    if not (build / "Makefile").exists():
        run(["autoreconf", "-i"], top)
        flags = [f"CFLAGS={FLAGS}", f"CPPFLAGS=-I{top / HERE}", f"LDFLAGS={FLAGS} -static-libubsan"]
        run(["../configure", "-q", *flags], build)
    run(["make", "-s", "V=1", f"-j{jobs}", *LINKED, "mutated"], build)
    return build


def look(tried, count, folder):
    """Runs every trial as things are. For each mutant's number the trials where it makes a difference,
    the quickest first, and the numbers that some trial reaches."""
    differing, reached = collections.defaultdict(list), set()
    seen = folder / "seen"
    for trial in tried:
        seen.write_bytes(bytes(count + 1))
        begin = time.monotonic()
        if not trial.passes(seen=seen):
            cannot(f"{trial.name} fails before anything is changed")
        trial.seconds = time.monotonic() - begin
        for number, what in enumerate(seen.read_bytes()):
            if what & REACHED:
                reached.add(number)
            if what & DIFFERS:
                differing[number].append(trial)
    for found in differing.values():
        found.sort(key=lambda trial: trial.seconds)
    return differing, reached


def read_equivalents(mutants, wanted):
    """The numbers of mutants that change nothing, and a line for each entry that names no mutant.
    Entries of files that are not mutated now are left alone."""
    numbers, unmatched = set(), []
    by_name = collections.defaultdict(list)
    for number, mutant in enumerate(mutants, 1):
        by_name[f"{mutant.file}: {mutant.function}: {mutant.text}", mutant.what].append(number)
    with open(TOP / HERE / "equivalents.toml", "rb") as file:
        entries = tomllib.load(file)["equivalent"]
    for entry in entries:
        if entry["of"].split(":")[0] not in wanted:
            continue
        for what in entry["mutants"]:
            found = by_name.get((entry["of"], what), [])
            numbers.update(found)
            if not found:
                unmatched.append(f"{entry['of']}: {what}")
    return numbers, unmatched


def noticed(number, differing):
    return any(not trial.passes(mutant=number) for trial in differing[number])


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--every", type=int, default=1, help="take each Nth mutant")
    parser.add_argument("--first", type=int, default=0, help="begin with this one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at a time")
    parser.add_argument("--in", dest="folder", help="keep the mutated tree there")
    parser.add_argument("file", nargs="*", help="sources below compiler/")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    compiler = TOP / "compiler"
    paths = [compiler / name for name in arguments.file] or [
        path for pattern in DEFAULT for path in sorted(compiler.glob(pattern))
    ]
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        top = pathlib.Path(arguments.folder or folder).absolute()
        mutants = copy_tree(top, paths)
        numbers = range(1, len(mutants) + 1)[arguments.first :: arguments.every]
        if not numbers:
            cannot("no condition was found")
        build = build_in(top, arguments.jobs)
        built = time.monotonic()
        differing, reached = look(trials.all_trials(top, build), len(mutants), top)
        equivalent, unmatched = read_equivalents(
            mutants, {str(path.relative_to(TOP)) for path in paths}
        )
        tried = [number for number in numbers if number not in equivalent]
        survivors = 0
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            results = pool.map(lambda number: noticed(number, differing), tried)
            for number, found in zip(tried, results, strict=True):
                if found:
                    continue
                survivors += 1
                why = "reached by no test"
                if number in reached:
                    why = f"{len(differing[number])} tests where it differs"
                print(f"unnoticed {number:5} {mutants[number - 1]} ({why})", flush=True)
    for entry in unmatched:
        print(f"equivalents.toml names what is not there: {entry}")
    count = len(tried)
    print(
        f"{count} mutants, {count - survivors} noticed"
        f" ({100 * (count - survivors) / max(count, 1):.1f} %), {len(numbers) - count} equivalent;"
        f" {built - begin:.0f} s to build, {time.monotonic() - built:.0f} s to try"
    )
    sys.exit(1 if survivors or unmatched else 0)


if __name__ == "__main__":
    main()
