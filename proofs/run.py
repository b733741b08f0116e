#!/usr/bin/env python3
"""Searches the model of delivery with Spin.

    proofs/run.py                            every check
    proofs/run.py SCENARIO [-DSWITCH…]       one scenario, without the rules of these switches

The checks are: each scenario of scenarios/ with all rules on, which has to hold; and what checks.txt
lists, where a rule is switched off and an invariant has to be violated. A scenario holds if every order
of steps was tried, and one that comes to the scenario's end was among them. For one scenario alone that
does not hold, the shortest schedule is printed that violates an invariant. Exit status 1 if a verdict is
not what was expected, 2 without Spin.

SLUICE_PROOF_KILLS lets the pusher be killed so often in all checks that have all rules on (2: some
minutes more); for one scenario write -DMAX_KILLS=2.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

PROOFS = pathlib.Path(__file__).resolve().parent
HOLDS = "holds"
# What is wrong with a check itself rather than with the protocol.
NOT_REACHED = "holds, but what the scenario is for never happened"
NOT_FINISHED = "not finished: the memory, the depth or the time was too small"
SEARCH_SECONDS = int(os.environ.get("SLUICE_PROOF_SECONDS", "600"))
SEARCH_MB = 4000
SEARCH_DEPTH = 100_000
AT_A_TIME = 2
MORE_KILLS = os.environ.get("SLUICE_PROOF_KILLS")


class Failed(Exception):
    """Spin or the compiler refused the model."""


@dataclasses.dataclass(frozen=True)
class Check:
    """A scenario, what is defined for it, and the verdict that is expected."""

    scenario: str
    defines: tuple[str, ...]
    expected: str

    def __str__(self) -> str:
        return " ".join([self.scenario, *(f"-D{name}" for name in self.defines)])


@dataclasses.dataclass(frozen=True)
class Result:
    """HOLDS, the name of an invariant, NOT_REACHED or NOT_FINISHED; and the schedule, a line a step."""

    verdict: str
    states: int
    seconds: float
    schedule: list[str]


# ---- one search --------------------------------------------------------------------------------------


def call(words: list[str], folder: pathlib.Path) -> str:
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=SEARCH_SECONDS, check=False
    )
    return done.stdout + done.stderr


def compile_search(check: Check, folder: pathlib.Path, flags: list[str]) -> None:
    """Makes the program `pan`, which searches the scenario, in a folder."""
    model = PROOFS / "scenarios" / f"{check.scenario}.pml"
    defines = [f"-D{name}" for name in check.defines]
    said = call(["spin", "-a", *defines, str(model)], folder)
    if "Error" in said or not (folder / "pan.c").exists():
        raise Failed(said)
    compiler = os.environ.get("CC", "gcc").split()
    # To optimize takes longer than most searches do.
    level = "-O1" if MORE_KILLS else "-O0"
    limits = ["-DSAFETY", f"-DMEMLIM={SEARCH_MB}"]
    said = call([*compiler, level, "-w", *limits, *flags, "-o", "pan", "pan.c"], folder)
    if not (folder / "pan").exists():
        raise Failed(said)


def replay(check: Check, folder: pathlib.Path) -> tuple[str, list[str]]:
    """The invariant that the search found violated, and the steps that lead there."""
    model = PROOFS / "scenarios" / f"{check.scenario}.pml"
    trail = folder / f"{check.scenario}.pml.trail"
    defines = [f"-D{name}" for name in check.defines]
    said = call(["spin", "-T", "-k", str(trail), *defines, str(model)], folder)
    violated = re.search(r"VIOLATED (\w+)", said)
    if not violated:
        raise Failed(said)
    return violated[1], re.findall(r"^\| (.*)", said, re.MULTILINE)


def has_witness(check: Check) -> bool:
    """Whether the scenario comes to a quiet point with all that it is for behind it."""
    looking = dataclasses.replace(check, defines=(*check.defines, "WITNESS"))
    return search(looking).verdict == "WITNESS_IS_ABSENT"


def search(check: Check, flags: tuple[str, ...] = ()) -> Result:
    """Tries every order of steps, up to the first that violates an invariant."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        compile_search(check, folder, list(flags))
        try:
            said = call(["./pan", "-E", f"-m{SEARCH_DEPTH}", "-w20"], folder)
        except subprocess.TimeoutExpired:
            return Result(NOT_FINISHED, 0, time.monotonic() - begin, [])
        found = re.search(r"(\S+) states, stored", said)
        states = int(float(found[1])) if found else 0
        schedule: list[str] = []
        if "pan:1: assertion violated" in said:
            verdict, schedule = replay(check, folder)
        elif not re.search(r"errors: 0$", said, re.MULTILINE):
            raise Failed(said)
        elif "Search not completed" in said or "max search depth too small" in said:
            verdict = NOT_FINISHED
        else:
            verdict = HOLDS
    return Result(verdict, states, time.monotonic() - begin, schedule)


def search_and_find_witness(check: Check) -> Result:
    """A scenario that holds and never gets anywhere has shown nothing."""
    result = search(check)
    if result.verdict == HOLDS and not has_witness(check):
        return dataclasses.replace(result, verdict=NOT_REACHED)
    return result


def search_shortest(check: Check) -> Result:
    """Breadth first, which finds the shortest schedule, among many more states."""
    shortest = dataclasses.replace(check, defines=(*check.defines, "SHORTEST"))
    return search(shortest, ("-DBFS",))


# ---- all checks --------------------------------------------------------------------------------------


def scenarios() -> list[str]:
    return sorted(path.stem for path in (PROOFS / "scenarios").glob("*.pml"))


def switched_off() -> list[Check]:
    """What checks.txt lists."""
    checks = []
    for line in (PROOFS / "checks.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            switches, scenario, expected = line.split()
            checks.append(Check(scenario, tuple(switches.split(",")), expected))
    return checks


def switches_not_tried(checks: list[Check]) -> set[str]:
    """Switches of the model without which nothing was expected to fail."""
    known: set[str] = set()
    for part in (PROOFS / "model").glob("*.pml"):
        for line in part.read_text(encoding="utf-8").splitlines():
            if re.match(r"#(if|elif)", line):
                known |= set(re.findall(r"\b(?:NO|OLD)_[A-Z_]+\b", line))
    return known - {name for check in checks if check.expected != HOLDS for name in check.defines}


def try_one(check: Check) -> bool:
    """Searches, and prints a line; whether the verdict is the expected one."""
    try:
        result = search_and_find_witness(check)
    except Failed as failed:
        print(f"not ok  {check}: {failed}", flush=True)
        return False
    word = "ok" if result.verdict == check.expected else "not ok"
    wanted = "" if word == "ok" else f", expected {check.expected}"
    figures = f"{result.states:,} states, {result.seconds:.1f} s"
    print(f"{word:<6}  {check}: {result.verdict}{wanted} ({figures})", flush=True)
    return word == "ok"


def try_all() -> bool:
    more = (f"MAX_KILLS={int(MORE_KILLS)}",) if MORE_KILLS else ()
    listed = switched_off()
    checks = [*(Check(name, more, HOLDS) for name in scenarios()), *listed]
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as executor:
        passed = list(executor.map(try_one, checks))
    missing = switches_not_tried(listed)
    for name in sorted(missing):
        print(f"not ok  {name}: no line of checks.txt shows that the rule is needed")
    print(
        f"proofs: {passed.count(True)} of {len(checks)} checks as expected,"
        f" {time.monotonic() - begin:.0f} s"
    )
    return all(passed) and not missing


# ---- one scenario ------------------------------------------------------------------------------------


def explain_one(check: Check) -> bool:
    """Searches one scenario, and prints the shortest schedule if an invariant is violated."""
    result = search_and_find_witness(check)
    if result.schedule:
        shortest = search_shortest(check)
        result = shortest if shortest.schedule else result
        print("\n".join(result.schedule))
        print(f"violated: {result.verdict}")
    else:
        print(f"{check}: {result.verdict} ({result.states:,} states, {result.seconds:.1f} s)")
    return result.verdict == HOLDS


def main(words: list[str]) -> int:
    if not shutil.which("spin"):
        print("proofs: spin is not installed (Debian's package spin)", file=sys.stderr)
        return 2
    if not words:
        return 0 if try_all() else 1
    scenario, *defines = words
    if scenario not in scenarios() or not all(word.startswith("-D") for word in defines):
        print(__doc__, file=sys.stderr)
        print(f"The scenarios are: {' '.join(scenarios())}", file=sys.stderr)
        return 2
    names = tuple(word.removeprefix("-D") for word in defines)
    try:
        return 0 if explain_one(Check(scenario, names, HOLDS)) else 1
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
