#!/usr/bin/env python3
"""Writes docs/findings.md from three sources: the codes and titles of compiler/findings/findings.def, the
texts of docs/findings.txt, and for the examples what the golden cases print.

    docs/findings.py            writes docs/findings.md
    docs/findings.py --check    writes nothing; status 1 when the page is not current
"""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
PAGE = TOP / "docs/findings.md"
CODE = r"[EW][0-9]{4}"
INTRODUCTION = """# Findings

<!-- Made by docs/findings.py from compiler/findings/findings.def, docs/findings.txt and tests/golden. -->

Everything that `sluice` can have to say about policies. A finding names its place, often a second one that
explains it, and a line that can be pasted. Codes are never used again for something else. An error (E) ends
`sluice` with exit code 1 and nothing is generated; a warning (W) does not.

`--format json` prints them as [findings.schema.json](findings.schema.json) describes, `--format sarif` as SARIF 2.1.0.

Codes tell the stage: E00 text and syntax, E01 names, E02 types, E03 labels, E04 releases, E05 tests,
E06 a live database, E07 risk, E08 attack.
"""


class Wrong(Exception):
    """The sources do not fit together."""


def titles():
    """Code and title, in the order of findings.def."""
    text = (TOP / "compiler/findings/findings.def").read_text(encoding="utf-8")
    found = re.findall(rf'SLC_FINDING\(({CODE}), \w+, "((?:[^"\\]|\\.)*)"\)', text)
    return [(code, re.sub(r"\\(.)", r"\1", title)) for code, title in found]


def texts():
    """Code to (case, which of its findings, text)."""
    found = {}
    for part in (TOP / "docs/findings.txt").read_text(encoding="utf-8").split("\n\n"):
        head, _, text = part.strip().partition("\n")
        if head.startswith("#"):
            continue
        match = re.fullmatch(rf"({CODE}) ([\w/-]+)(?:#(\d+))?", head)
        if match is None or not text:
            raise Wrong(f"docs/findings.txt: not understood: {head}")
        if match[1] in found:
            raise Wrong(f"docs/findings.txt: {match[1]} stands twice")
        found[match[1]] = (match[2], int(match[3] or 1), text)
    return found


def example(code, case, number):
    """One finding as the golden case has it."""
    folder = "tests" if case.startswith("integration/") else "tests/golden/cases"
    path = TOP / folder / case / "expected"
    if not path.exists():
        raise Wrong(f"docs/findings.txt: {code}: there is no golden case {case}")
    parts = path.read_text(encoding="utf-8").split("\n\n")
    findings = [part for part in parts if re.match(rf"(error|warning)\[{code}\]", part)]
    if len(findings) < number:
        raise Wrong(f"docs/findings.txt: {code}: {case} has {len(findings)} of them")
    return findings[number - 1].rstrip("\n")


def page():
    said = texts()
    sections = [INTRODUCTION]
    for code, title in titles():
        if code not in said:
            raise Wrong(f"docs/findings.txt lacks {code}, {title}")
        case, number, text = said.pop(code)
        shown = example(code, case, number)
        sections.append(f"## {code} {title}\n\n{text}\n\n```text\n{shown}\n```\n")
    if said:
        raise Wrong(f"docs/findings.txt has codes that findings.def lacks: {', '.join(said)}")
    return "\n".join(sections)


def main(words):
    try:
        made = page()
    except Wrong as wrong:
        print(f"findings.py: {wrong}", file=sys.stderr)
        return 2
    if words == ["--check"]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == made
        if not current:
            print("docs/findings.md is not current: run docs/findings.py", file=sys.stderr)
        return 0 if current else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
