#!/usr/bin/env python3
"""One name, one thing: a tag of a struct, union or enum that stands in a header, or that has one of our
prefixes, is defined once in the whole tree. Prints each second definition; status 1 if there is any.

Tags of a .c file without a prefix are its own affair, but none may hide a tag of a header."""

import collections
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("common", "compiler", "runtime")
# With attributes between the words, and the type that an enum may have.
DEFINITION = re.compile(
    r"\b(struct|union|enum)\s+(?:[A-Z_]+\s+|__attribute__\s*\(\(.*?\)\)\s*)*(\w+)\s*(?::[\w\s]+)?\{"
)
COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)
PREFIXES = ("sl_", "slc_", "slp_")


def definitions(path: str) -> list[tuple[str, int]]:
    """Tags that a file defines, with their lines."""
    text = (TOP / path).read_text(encoding="utf-8")
    text = COMMENT_OR_TEXT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return [
        (match[2], text.count("\n", 0, match.start()) + 1) for match in DEFINITION.finditer(text)
    ]


def main() -> int:
    listed = subprocess.run(
        [
            *("git", "ls-files", "--cached", "--others", "--exclude-standard"),
            *(f"{folder}/*.{end}" for folder in FOLDERS for end in ("[chly]", "def")),
        ],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    places = collections.defaultdict(list)
    for path in filter(lambda path: (TOP / path).exists(), listed):
        for tag, line in definitions(path):
            places[tag].append(f"{path}:{line}")
    status = 0
    for tag, where in sorted(places.items()):
        shared = tag.startswith(PREFIXES) or any(".h:" in place for place in where)
        where.sort(key=lambda place: ".h:" not in place)
        if shared and len(where) > 1:
            print(f"{where[1]}: '{tag}' is also defined at {where[0]}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
