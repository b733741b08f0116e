#!/usr/bin/env python3
"""Finds the tests of this tree by the names that people give them.

    build-support/find_tests.py find SUITES NAME…
    build-support/find_tests.py list SUITE

find prints a line for each suite that NAME… name something of: the suite, then its tests (none: the
whole suite). SUITES is one word, the names of all suites separated by spaces. A NAME is one of these,
or a test: a program or script of `make check` (test_change), a golden case (the name of its folder), or
what Python's own runner takes (test_drift, test_drift.Drift, test_drift.Drift.test_stops). Where two
tests have the same name, the suite stands before it: unit/test_drift. list prints the tests of
`make check` that SUITE consists of. Exit status 2 when a name is unknown or ambiguous; what it could be
is then said.
"""

import ast
import dataclasses
import difflib
import pathlib
import sys
from collections.abc import Iterator

TOP = pathlib.Path(__file__).resolve().parents[1]
TESTS = TOP / "tests"
# Folders of Python tests; where the suite has another name than the folder, that name.
PYTHON = {
    **{
        name: name
        for name in (
            "agreement",
            "attack",
            "aws",
            "coverage",
            "crypto",
            "docs",
            "fault",
            "integration",
            "lake",
        )
    },
    **dict.fromkeys(("build-support", "company", "generated"), "unit"),
    "versions": "versions",
}
# Folders whose scripts, Python's too, are tests of `make check`.
CHECKED = ("build-support", "company", "generated", "negative")


@dataclasses.dataclass(frozen=True)
class Test:
    """A test, as people name it and as its suite's runner takes it."""

    suite: str
    name: str
    run: str

    @property
    def full_name(self) -> str:
        return f"{self.suite}/{self.name}"

    def is_called(self, name: str) -> bool:
        return name in (self.name, self.full_name, self.run)


def checks() -> Iterator[Test]:
    """What `make check` runs, by the paths that make has for it."""
    for source in sorted(TESTS.glob("unit/**/test_*.c")):
        yield Test("unit", source.stem, str(source.relative_to(TOP).with_suffix("")))
    for source in sorted(TESTS.glob("fuzz/fuzz_*.c")):
        name = source.stem.replace("fuzz_", "replay_", 1)
        yield Test("fuzz-replay", name, f"tests/fuzz/{name}")
    for folder in CHECKED:
        suite = "negative" if folder == "negative" else "unit"
        for script in sorted((TESTS / folder).glob("*.sh")):
            yield Test(suite, script.name, str(script.relative_to(TOP)))
        for script in sorted((TESTS / folder).glob("test_*.py")):
            yield Test(suite, script.stem, str(script.relative_to(TOP)))


def test_names(module: ast.Module) -> Iterator[str]:
    """Classes of tests, and their methods as Class.method; those of base classes of the module, too."""
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}

    def methods(node: ast.ClassDef) -> Iterator[str]:
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and part.name.startswith("test"):
                yield part.name
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in classes:
                yield from methods(classes[base.id])

    for name, node in classes.items():
        found = sorted(set(methods(node)))
        if node.bases and found:
            yield name
            yield from (f"{name}.{method}" for method in found)


def python_tests() -> Iterator[Test]:
    for folder, suite in PYTHON.items():
        for source in sorted((TESTS / folder).glob("test_*.py")):
            if folder not in CHECKED:
                yield Test(suite, source.stem, source.stem)
            for name in test_names(ast.parse(source.read_text(encoding="utf-8"))):
                full = f"{source.stem}.{name}"
                yield Test(suite, full, full)


def golden_cases() -> Iterator[Test]:
    for case in sorted((TESTS / "golden/cases").iterdir()):
        yield Test("golden", case.name, case.name)


def fail(message: str) -> None:
    print(f"run: {message}", file=sys.stderr)
    sys.exit(2)


def similar(name: str, tests: list[Test], suites: list[str]) -> list[str]:
    """A few names that were perhaps meant: those that have this one in them, then those spelled alike."""
    names = list(dict.fromkeys([*suites, *(test.name for test in tests)]))
    holding = [known for known in names if name.lower() in known.lower()]
    alike = difflib.get_close_matches(name, names, n=6, cutoff=0.65)
    return list(dict.fromkeys([*holding[:6], *alike]))[:6]


def the_test(name: str, tests: list[Test], suites: list[str]) -> Test:
    """The one test of that name, or this ends the program."""
    found = [test for test in tests if test.is_called(name)]
    if len(found) > 1:
        alike = len({test.full_name for test in found}) < len(found)
        names = [test.run if alike else test.full_name for test in found]
        fail(f"several tests are called '{name}': {' '.join(names)}")
    if not found:
        meant = similar(name, tests, suites)
        fail(
            f"no suite and no test is called '{name}'"
            + (f"; did you mean {', '.join(meant)}?" if meant else "")
            + f"\nThe suites are: {' '.join(suites)}. ./run help tells what else a name can be."
        )
    return found[0]


def find(suites: list[str], names: list[str]) -> None:
    tests = [*checks(), *golden_cases(), *python_tests()]
    chosen: dict[str, list[str]] = {}
    for name in names:
        if name in suites:
            chosen[name] = []
        else:
            test = the_test(name, tests, suites)
            chosen.setdefault(test.suite, []).append(test.run)
    for suite, runs in chosen.items():
        print(suite, *(dict.fromkeys(runs) if suite not in names else ()))


def main(words: list[str]) -> None:
    match words:
        case ["find", suites, *names]:
            find(suites.split(), names)
        case ["list", suite]:
            print(*(test.run for test in checks() if test.suite == suite))
        case _:
            print(__doc__, file=sys.stderr)
            sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
