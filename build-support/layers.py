#!/usr/bin/env python3
"""Which folder's files may include a header of which other folder.

build-support/layers.txt holds the allowed pairs. This refuses every other pair, a pair in the table that
no file needs any more, a cycle between folders, a stage of the compiler that uses a later one (stages.h has
their order), and a file of one of the pusher's two processes that includes a header of the other's, be it
through other headers.

    build-support/layers.py             what is wrong; status 1 if anything is
    build-support/layers.py --pairs     all pairs, with how many includes make them, and all cycles
"""

import argparse
import collections
import pathlib
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator

TOP = pathlib.Path(__file__).resolve().parent.parent
TABLE = "build-support/layers.txt"
# Where the compiler looks for "…": the including file's folder, then these (Makefile.am).
ROOTS = ("common", "compiler", "runtime", "runtime/abi")
# Every folder may include these, and they include nothing but each other.
EVERYWHERE = frozenset({"common", "common/functions"})
# What make writes, which git does not know.
MADE = frozenset(
    {
        "config.h",
        "emit/installed.h",
        "findings/findings_help.inc",
        "source/standard_uk_gdpr.inc",
        "syntax/parser.h",
    }
)
STAGES = "compiler/stages.h"

READER = frozenset(f"runtime/{name}" for name in ("change", "drift", "fill", "postgres", "reader"))
SENDER = frozenset(f"runtime/{name}" for name in ("aws", "http", "sender", "sink"))

Pair = tuple[str, str]
Includes = dict[str, list[str]]


def folder_of(path: str) -> str:
    return str(pathlib.PurePosixPath(path).parent)


def sources() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *ROOTS[:3]],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    wanted = (".c", ".h", ".l", ".y", ".def")
    return [path for path in listed if path.endswith(wanted) and (TOP / path).exists()]


def read_includes(faults: list[str]) -> Includes:
    """For each file the files of ours that it includes itself."""
    known = sources()
    there = set(known)
    includes: Includes = {}
    for path in known:
        text = (TOP / path).read_text(encoding="utf-8")
        found = includes[path] = []
        text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
        for words in re.findall(r"^[ \t]*(?:#|%:)[ \t]*include(.*)$", text, re.MULTILINE):
            quoted = re.fullmatch(r'\s*(["<])([^">]+)[">]\s*', words)
            if quoted is None:
                faults.append(f"{path}: includes {words.strip()}, which is no name of a file")
                continue
            name = quoted[2]
            places = [posixpath.normpath(f"{root}/{name}") for root in (folder_of(path), *ROOTS)]
            target = next((place for place in places if place in there), None)
            if target is not None:
                found.append(target)
            elif quoted[1] == '"' and name not in MADE:
                faults.append(f'{path}: includes "{name}", which is not there')
    return includes


def pairs_of(includes: Includes) -> dict[Pair, list[str]]:
    """For each pair of folders its includes, as "file includes header"."""
    pairs: dict[Pair, list[str]] = collections.defaultdict(list)
    for path, targets in includes.items():
        for target in targets:
            pair = folder_of(path), folder_of(target)
            if pair[0] != pair[1] and pair[1] not in EVERYWHERE:
                pairs[pair].append(f"{path} includes {target}")
    return dict(pairs)


def read_table(faults: list[str]) -> set[Pair]:
    """Lines "FOLDER: FOLDER…"; # begins a comment, and a line that is indented goes on."""
    allowed: set[Pair] = set()
    user = ""
    for number, line in enumerate((TOP / TABLE).read_text(encoding="utf-8").splitlines(), 1):
        words = line.split("#")[0].split()
        if words and not line[0].isspace():
            user = words.pop(0).rstrip(":")
        for used in words:
            if not (TOP / user).is_dir() or not (TOP / used).is_dir():
                faults.append(f"{TABLE}:{number}: {user} or {used} is no folder")
            allowed.add((user, used))
    return allowed


def cycles_of(pairs: set[Pair]) -> Iterator[list[str]]:
    """Groups of folders in which each reaches each other."""
    next_to: dict[str, set[str]] = collections.defaultdict(set)
    for user, used in pairs:
        next_to[user].add(used)
    reached = {folder: reach(folder, next_to) for folder in list(next_to)}
    seen: set[str] = set()
    for folder in sorted(reached):
        group = [other for other in reached[folder] if folder in reached.get(other, ())]
        if folder in reached[folder] and folder not in seen:
            seen.update(group)
            yield sorted(group)


def reach(start: str, next_to: dict[str, set[str]]) -> set[str]:
    """What can be reached from `start` in one step or more."""
    reached: set[str] = set()
    wait = [start]
    while wait:
        for following in next_to.get(wait.pop(), ()):
            if following not in reached:
                reached.add(following)
                wait.append(following)
    return reached


def crossings(includes: Includes) -> Iterator[str]:
    """Files of one process that see a header of the other's, with the way there."""
    for path in sorted(includes):
        other = SENDER if folder_of(path) in READER else READER
        if folder_of(path) not in READER | SENDER:
            continue
        way = {path: path}
        wait = [path]
        while wait:
            at = wait.pop(0)
            for target in includes.get(at, ()):
                if target in way:
                    continue
                way[target] = f"{way[at]} → {target}"
                wait.append(target)
                if folder_of(target) in other:
                    yield f"{way[target]}: the reader's and the sender's files do not meet"


def check(includes: Includes, faults: list[str]) -> None:
    pairs = pairs_of(includes)
    allowed = read_table(faults)
    for pair in sorted(pairs.keys() - allowed):
        what = f"{pair[0]} may not include headers of {pair[1]}"
        faults += [f"{line}: {what} ({TABLE})" for line in pairs[pair]]
    for user, used in sorted(allowed - pairs.keys()):
        faults.append(f"{TABLE}: no file of {user} includes a header of {used} any more")
    faults += [
        f"{TABLE}: a cycle: {' '.join(group)}" for group in cycles_of(allowed | pairs.keys())
    ]
    faults += later_stages(pairs)
    faults += crossings(includes)
    for path, targets in includes.items():
        if folder_of(path) in EVERYWHERE:
            faults += [
                f"{path} includes {target}: common/ knows neither half"
                for target in targets
                if folder_of(target) not in EVERYWHERE
            ]


def read_stages() -> list[str]:
    """The compiler's folders in the order of its header."""
    text = (TOP / STAGES).read_text(encoding="utf-8") if (TOP / STAGES).exists() else ""
    return [f"compiler/{name}" for name in re.findall(r"^ \*   ([a-z]+) ", text, re.MULTILINE)]


def later_stages(pairs: dict[Pair, list[str]]) -> Iterator[str]:
    """Includes of a stage's headers by an earlier stage; a folder within a stage counts as the stage."""
    stages = read_stages()

    def place(folder: str) -> int | None:
        stage = "/".join(folder.split("/")[:2])
        return stages.index(stage) if stage in stages else None

    for (user, used), lines in sorted(pairs.items()):
        first, second = place(user), place(used)
        if first is not None and second is not None and first < second:
            yield from (f"{line}: a later stage ({STAGES})" for line in lines)


def show(includes: Includes) -> None:
    pairs = pairs_of(includes)
    for (user, used), lines in sorted(pairs.items()):
        print(f"{user} → {used} ({len(lines)})")
    groups = list(cycles_of(set(pairs)))
    print(f"{len(pairs)} pairs, {len(groups)} cycles")
    for group in groups:
        print(f"cycle: {' '.join(group)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", action="store_true", help="print all pairs and cycles")
    faults: list[str] = []
    includes = read_includes(faults)
    if parser.parse_args().pairs:
        show(includes)
        return 0
    check(includes, faults)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
