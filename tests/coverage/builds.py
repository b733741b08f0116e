"""Pushers compiled from the policies of the yard: each set once for a build of the compiler and the pusher,
kept in the build directory."""

import contextlib
import dataclasses
import fcntl
import hashlib
import os
import pathlib
import subprocess

from harness import BUILD, TOP, Failed
from releases import BUILDS, Release, policies, uses_key


@dataclasses.dataclass(frozen=True)
class Build:
    releases: tuple[Release, ...]
    directory: pathlib.Path

    @property
    def pusher(self) -> pathlib.Path:
        return self.directory / "sluice-pusher"

    @property
    def has_key(self) -> bool:
        return uses_key(self.releases)

    @property
    def setup(self) -> pathlib.Path:
        return self.directory / "generated/setup.sql"


def _sluice(policy: pathlib.Path, command: str, *words: str | pathlib.Path) -> None:
    result = subprocess.run(
        [BUILD / "sluice", command, policy, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"CFLAGS": os.environ.get("CFLAGS", "-O1")},
    )
    if result.returncode != 0:
        raise Failed(f"sluice {command}: {result.stdout}{result.stderr}")


def _compile(directory: pathlib.Path, text: str) -> None:
    policy = directory / "yard.policy"
    policy.write_text(text, encoding="utf-8")
    _sluice(policy, "generate", "-o", directory / "generated")
    _sluice(
        policy, "build", "-o", directory / "sluice-pusher",
        "--headers", f"{TOP / 'runtime/abi'}:{TOP / 'common'}",
        "--archive", BUILD / "libsluice-pusher.a",
    )  # fmt: skip


@contextlib.contextmanager
def _locked(path: pathlib.Path):
    """Several processes run tests at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(name: str) -> Build:
    """The build of that name, compiled unless it is there from the same programs."""
    releases = BUILDS[name]
    text = policies(releases)
    programs = [(BUILD / program).stat() for program in ("sluice", "libsluice-pusher.a")]
    made_of = hashlib.sha256(
        repr([text, *((s.st_mtime_ns, s.st_size) for s in programs)]).encode()
    ).hexdigest()
    directory = BUILD / "yard" / name.replace(" ", "-")
    with _locked(directory.with_suffix(".lock")):
        stamp = directory / "made-of"
        if not stamp.exists() or stamp.read_text() != made_of:
            directory.mkdir(exist_ok=True)
            _compile(directory, text)
            stamp.write_text(made_of)
    return Build(releases, directory)
