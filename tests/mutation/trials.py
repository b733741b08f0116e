"""The tests that a mutant is tried with, each the least that can be run by itself."""

import dataclasses
import filecmp
import os
import pathlib
import subprocess
import tempfile

UNIT_TESTS = (
    "tests/unit/compiler/labels/test_labels",
    "tests/unit/compiler/labels/test_labels_decision",
    "tests/unit/compiler/labels/test_labels_dictionary",
    "tests/unit/compiler/labels/test_labels_leaf",
    "tests/unit/compiler/labels/test_labels_many",
    "tests/unit/compiler/labels/test_labels_release",
    "tests/unit/compiler/measure/test_anchors",
    "tests/unit/compiler/measure/test_cells",
    "tests/unit/compiler/measure/test_classes",
    "tests/unit/compiler/measure/test_counts",
    "tests/unit/compiler/measure/test_cuts",
    "tests/unit/compiler/measure/test_distance",
    "tests/unit/compiler/measure/test_listed",
    "tests/unit/compiler/measure/test_measure",
    "tests/unit/compiler/measure/test_members",
    "tests/unit/compiler/measure/test_mirror",
    "tests/unit/compiler/measure/test_parts",
    "tests/unit/compiler/measure/test_times",
    "tests/unit/compiler/measure/test_widths",
    "tests/unit/compiler/lower/test_lower",
    "tests/unit/compiler/text/test_escape",
    "tests/unit/compiler/text/test_keep_text",
    "tests/unit/compiler/text/test_width",
    "tests/unit/compiler/emit/c/test_emit_c_names",
    "tests/unit/compiler/emit/c/test_emit_c_statements",
    "tests/unit/compiler/explain/test_page",
)
LONGEST_SECONDS = 60


@dataclasses.dataclass
class Trial:
    """One command, and what it does: its output with its exit code at the end (None: success, whatever
    it says), and the files of a folder (None: no matter), named as its last argument."""

    name: str
    command: list
    cwd: pathlib.Path
    expected: bytes | None = None
    folder: pathlib.Path | None = None
    seconds: float = 0.0

    def passes(self, mutant=0, seen=None):
        """Whether the command does that. `seen` is where processes note which mutants they came by."""
        with tempfile.TemporaryDirectory() as made:
            command = [*self.command, made] if self.folder else self.command
            return self.runs(command, mutant, seen) and (
                self.folder is None or is_same(self.folder, made)
            )

    def runs(self, command, mutant, seen):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "dumb"}
        if mutant:
            environment["SLUICE_MUTANT"] = str(mutant)
        if seen:
            environment["SLUICE_MUTANTS_SEEN"] = str(seen)
        given = pathlib.Path(self.cwd or ".") / "input"
        try:
            result = subprocess.run(
                command,
                cwd=self.cwd,
                env=environment,
                input=given.read_bytes() if given.is_file() else b"",
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        if self.expected is None:
            return result.returncode == 0
        return result.stdout + b"exit %d\n" % result.returncode == self.expected


def names_in(folder):
    return sorted(path.name for path in pathlib.Path(folder).iterdir())


def is_same(folder, other):
    """Whether two folders hold the same files; `sluice generate` makes no folders within."""
    names = names_in(folder)
    same, _, _ = filecmp.cmpfiles(folder, other, names, shallow=False)
    return names == names_in(other) and len(same) == len(names)


def of_case(sluice, case):
    """What tests/golden/run.sh does with a case, apart from `fmt`, which knows no labels."""
    arguments = ["check", ".", "--today", "2026-01-31"]
    if (case / "args").exists():
        arguments = (case / "args").read_text(encoding="utf-8").splitlines()
    yield Trial(f"golden {case.name}", [sluice, *arguments], case, (case / "expected").read_bytes())
    if (case / "generated").is_dir():
        command = [sluice, "generate", ".", "--today", "2026-01-31", "-o"]
        yield Trial(f"golden {case.name}, generated", command, case, folder=case / "generated")


def all_trials(top, build):
    """Every trial, with `top` a copy of the tree and `build` where its programs are."""
    sluice, day = build / "sluice", ("--today", "2026-12-01")
    cases = sorted((top / "tests/golden/cases").iterdir())
    trials = [trial for case in cases for trial in of_case(sluice, case)]
    generate = [sluice, "generate", "policies", "-o", "generated", "--check", *day]
    trials.append(Trial("generated/", generate, top))
    trials.append(Trial("test policies", [sluice, "test", "policies", *day], top))
    trials += [Trial(f"unit {name}", [build / name], build) for name in UNIT_TESTS]
    return trials
