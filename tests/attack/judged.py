"""Random policies, and what the compiler says of them; several processes, in the order of the seeds."""

import concurrent.futures
import dataclasses
import functools
import json
import os
import pathlib
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import random_policies

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
WITHOUT = BUILD / "sluice-without"  # without.c: deaf to the finding that SLUICE_WITHOUT names
TODAY = "2026-12-01"  # the day on which decisions are judged
T = TypeVar("T")
WORKERS = int(os.environ.get("JOBS") or os.cpu_count() or 2)


@dataclasses.dataclass(frozen=True)
class Checked:
    """A policy, and the errors that `sluice check` has for it."""

    seed: int
    policy: random_policies.Policy
    errors: tuple[dict[str, Any], ...]

    @property
    def codes(self) -> set[str]:
        return {error["code"] for error in self.errors}

    def told(self) -> str:
        """The whole policy and how to have it again, for who reads why a test failed."""
        again = f"python3 tests/attack/random_policies.py {self.seed}"
        return f"policy {self.seed}, again by: {again}\n{self.policy.text}"


def sluice(*words: str | pathlib.Path, without: str = "") -> subprocess.CompletedProcess[str]:
    """What the compiler says, judged for one day; the one that does not hear a finding, if one is named."""
    return subprocess.run(
        [WITHOUT if without else BUILD / "sluice", *words, "--today", TODAY, "--format", "json"],
        env=os.environ | {"SLUICE_WITHOUT": without},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def errors_in(said: str) -> tuple[dict[str, Any], ...]:
    """The errors of a command's findings."""
    findings = json.loads(said)["findings"]
    return tuple(finding for finding in findings if finding["severity"] == "error")


def errors_of(path: pathlib.Path, without: str = "") -> tuple[dict[str, Any], ...]:
    """The errors of `sluice check` for a file."""
    result = sluice("check", path, without=without)
    if result.returncode not in (0, 1):
        raise ChildProcessError(f"sluice check ended with {result.returncode}: {result.stderr}")
    return errors_in(result.stdout)


def finds_of(
    path: pathlib.Path, trials: int, *more: str, without: str = ""
) -> tuple[dict[str, Any], ...]:
    """What `sluice attack` finds in a file. With --refused-too, also where check refuses it for labels."""
    words = ("--trials", str(trials), "--seed", "1", "--seconds", "60", *more)
    result = sluice("attack", path, *words, without=without)
    if result.returncode not in (0, 1):
        raise ChildProcessError(f"sluice attack ended with {result.returncode}: {result.stderr}")
    return errors_in(result.stdout)


def finds_if_accepted(path: pathlib.Path, trials: int) -> tuple[dict[str, Any], ...] | None:
    """What `sluice attack` finds in a file; None where check refuses it."""
    words = ("--trials", str(trials), "--seed", "1", "--seconds", "60")
    result = sluice("attack", path, *words)
    if result.returncode == 2:
        return None
    return errors_in(result.stdout)


def checked(path: pathlib.Path, seed: int, without: str = "") -> Checked:
    """The policy of that seed, written to a file and checked."""
    policy = random_policies.policy(seed)
    path.write_text(policy.text, encoding="utf-8")
    return Checked(seed, policy, errors_of(path, without))


def _in_folder(of_one: Callable[[pathlib.Path, int], T], folder: str, seed: int) -> T:
    return of_one(pathlib.Path(folder) / f"{os.getpid()}.policy", seed)


def of_each(of_one: Callable[[pathlib.Path, int], T], seeds: Iterable[int]) -> Iterator[T]:
    """What `of_one` gives for each seed, with a file that it may write to."""
    with (
        tempfile.TemporaryDirectory() as folder,
        concurrent.futures.ProcessPoolExecutor(WORKERS) as workers,
    ):
        yield from workers.map(functools.partial(_in_folder, of_one, folder), seeds, chunksize=20)
