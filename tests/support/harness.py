"""What the integration and fault tests, the demo and the benchmark stand on: a throw-away PostgreSQL
with the example company in it, and a pusher beside it whose processes can be watched and killed.

Python's standard library only. BUILD_DIR names the build directory (build).
"""

import contextlib
import copy
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/company"))

import formats  # noqa: E402
import seed  # noqa: E402

BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
COMPANY = TOP / "tests/company"
KEYS = ("customer_link", "creditor_link", "regulator_link")
DESTINATIONS = ("lake", "regulator")

# The leak checker of a sanitizer build needs system calls that sandboxed processes may not make.
PUSHER_ENVIRONMENT = {"ASAN_OPTIONS": "detect_leaks=0:handle_segv=0"} | os.environ


class Failed(Exception):
    """Something that a test stands on did not work; the text says what."""


Word = str | pathlib.Path | int  # of a command


def _run(
    command: Sequence[Word], text: str | None = None, environment: Mapping[str, str] | None = None
) -> str:
    result = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        encoding="utf-8",
        check=False,
        input=text,
        env=environment,
    )
    if result.returncode != 0:
        raise Failed(
            f"{command[0]} ended with {result.returncode}: {result.stderr.strip()[-2000:]}"
        )
    return result.stdout


class Database:
    """A throw-away PostgreSQL server (tests/support/postgres.sh) with one empty database, platform.
    `options` are more settings of the server, as '-c name=value'."""

    def __init__(self, options: str = "") -> None:
        given = os.environ.get("SLUICE_PG_OPTIONS", "")
        self.script_environment = os.environ | {"SLUICE_PG_OPTIONS": f"{given} {options}"}
        lines = _run([TOP / "tests/support/postgres.sh", "start"], None, self.script_environment)
        self.environment = dict[str, str](re.findall(r"(\w+)=(\S+)", lines))
        self.directory = pathlib.Path(self.environment["SLUICE_PG"])
        self.bin = pathlib.Path(self.environment["SLUICE_PG_BIN"])
        # Some servers come without client programs; any version's will do.
        own = self.bin / "psql"
        self.psql_program = own if own.exists() else "psql"
        self.conninfo = f"host={self.directory} port=5432 dbname=platform"

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _script(self, command: str, *words: Word) -> None:
        script = TOP / "tests/support/postgres.sh"
        _run([script, command, self.directory, *words], None, self.script_environment)

    def add_database(self, name: str) -> "Database":
        """One more empty database of the same server, as an object of its own; only the first is to be
        stopped."""
        self.sql(f"CREATE DATABASE {name}")
        other = copy.copy(self)
        other.environment = self.environment | {"PGDATABASE": name}
        other.conninfo = f"host={self.directory} port=5432 dbname={name}"
        return other

    def stop(self) -> None:
        """Stops the server and removes it."""
        self._script("stop")

    def restart(self, mode: str = "fast") -> None:
        self._script("restart", mode)

    def halt(self, mode: str = "fast") -> None:
        self._script("halt", mode)

    def resume(self) -> None:
        self._script("resume")

    def psql(self, *words: Word, text: str | None = None) -> str:
        """psql with these words; its standard output. Fails on the first SQL error."""
        command: list[Word] = [self.psql_program, "-XAtq", "-v", "ON_ERROR_STOP=1", *words]
        environment = (
            os.environ | self.environment | {"PGOPTIONS": "-c client_min_messages=warning"}
        )
        return _run(command, text, environment)

    def sql(self, statement: str) -> str:
        """One statement's result: a row a line, columns parted by |."""
        return self.psql("-c", statement).rstrip("\n")

    def wal_position(self) -> str:
        return self.sql("SELECT pg_current_wal_insert_lsn()")

    def add_company(self, customers: int = 2000, setup: bool = True) -> None:
        """The company's tables and rows, the oracle, the workload, and what setup.sql adds."""
        self.psql("-f", COMPANY / "schema.sql")
        self.psql(text=_run([sys.executable, COMPANY / "seed.py", "--customers", customers]))
        self.psql("-f", COMPANY / "oracle/functions.sql")
        self.psql("-f", COMPANY / "workload.sql")
        if setup:
            self.psql("-f", TOP / "generated/setup.sql")

    def encrypt(self, text: str) -> None:
        """Lets the platform's application encrypt a text: application.encrypt() knows it then."""
        stored = formats.rails(
            formats.rails_key(seed.RAILS["primary_key"], seed.RAILS["salt"]), text
        )
        values = ", ".join("'" + value.replace("'", "''") + "'" for value in (stored, text))
        self.sql(f"INSERT INTO application.encrypted VALUES ({values})")


def drop_slots(database: Database, timeout: float = 20) -> None:
    """Drops all slots of a server; those in use once their connections have ended."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            database.sql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
            return
        except Failed:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class Pusher:
    """A pusher with a directory of its own: config.json, keys/, state/, and one folder for each
    destination. Its standard error goes to the file `stderr` there."""

    def __init__(
        self,
        database: Database,
        directory: str | pathlib.Path | None = None,
        binary: str | pathlib.Path | None = None,
    ) -> None:
        self.database = database
        self.binary = pathlib.Path(binary or BUILD / "sluice-pusher")
        self.temporary = directory is None
        self.directory = pathlib.Path(directory or tempfile.mkdtemp(prefix="sluice-pusher."))
        self.environment = dict(PUSHER_ENVIRONMENT)
        self.process: subprocess.Popen[bytes] | None = None
        self.sandbox_is_tried = False  # by the test itself
        (self.directory / "keys").mkdir(parents=True)
        for name in KEYS:
            # The keys that the oracle knows too: tests only, anybody can make them.
            key = self.directory / "keys" / name
            key.write_bytes(hashlib.sha256(f"sluice test key {name}".encode()).digest())
            key.chmod(0o600)
        for name, secret in seed.RAILS.items():
            key = self.directory / "keys" / f"platform_{name}"
            key.write_text(secret + "\n", encoding="utf-8")
            key.chmod(0o600)
        self.config: dict[str, Any] = {
            "source": {
                "conninfo": database.conninfo,
                "replication_user": "sluice_replicator",
                "reader_user": "sluice_reader",
                "slot": "sluice",
                "publication": "sluice",
            },
            "keys": {name: {"file": f"keys/{name}"} for name in KEYS}
            | {
                "platform": {
                    "rails": {name: {"file": f"keys/platform_{name}"} for name in seed.RAILS}
                }
            },
            "destinations": {
                name: {"sink": "file", "directory": name, "roll_delay_ms": 100}
                for name in DESTINATIONS
            },
            "state": "state",
        }
        self.write_config()

    def __enter__(self) -> "Pusher":
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def write_config(self) -> None:
        (self.directory / "config.json").write_text(json.dumps(self.config, indent=2) + "\n")

    def _command(self, *words: str) -> list[str]:
        return [str(self.binary), *words, "--config", "config.json"]

    def call(self, *words: str, timeout: float = 120) -> int:
        """Runs a command of the pusher to its end; gives its exit status."""
        with open(self.directory / "stderr", "ab") as errors:
            result = subprocess.run(
                self._command(*words),
                cwd=self.directory,
                env=self.environment,
                stdout=errors,
                stderr=errors,
                timeout=timeout,
                check=False,
            )
        return result.returncode

    def run_until_current(self, timeout: float = 120) -> None:
        status = self.call("run", "--until-current", timeout=timeout)
        if status != 0:
            raise Failed(f"run --until-current ended with {status}:\n{self.said()}")

    def start(self) -> None:
        """Starts `run` in the background."""
        with open(self.directory / "stderr", "ab") as errors:
            self.process = subprocess.Popen(
                self._command("run"),
                cwd=self.directory,
                env=self.environment,
                stdout=errors,
                stderr=errors,
            )

    def _running(self) -> subprocess.Popen[bytes] | None:
        """The process, while it runs."""
        if self.process is None or self.process.poll() is not None:
            return None
        return self.process

    def running(self) -> bool:
        return self._running() is not None

    def processes(self) -> dict[str, int]:
        """The process ids by role: supervisor, and reader and sender where they live."""
        found = {}
        if process := self._running():
            found["supervisor"] = process.pid
            path = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
            for child in path.read_text().split():
                try:
                    words = pathlib.Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                for role in ("reader", "sender"):
                    if any(role.encode() in word for word in words):
                        found[role] = int(child)
        return found

    def kill(self, role: str) -> bool:
        """kill -9; whether there was such a process."""
        pid = self.processes().get(role)
        if pid is None:
            return False
        os.kill(pid, signal.SIGKILL)
        if role == "supervisor" and self.process is not None:
            self.process.wait()
        return True

    def stop(self, timeout: float = 30) -> int | None:
        """SIGTERM; gives the exit status."""
        if self.process is None:
            return None
        if self.running():
            self.process.terminate()
        return self.process.wait(timeout)

    def wait_until_current(self, timeout: float = 120) -> None:
        """Until everything committed so far is durable in the lake, and no release waits to be filled."""
        deadline = time.monotonic() + timeout
        self.wait_until_streamed(timeout)
        self._wait(lambda: not self.unfilled(), "not filled", deadline)

    def wait_until_streamed(self, timeout: float = 120) -> None:
        """Until everything of the stream that was committed so far is confirmed, so durable in the lake."""
        deadline = time.monotonic() + timeout
        slot = f"FROM pg_replication_slots WHERE slot_name = '{self.config['source']['slot']}'"
        self._wait_for_sql(f"SELECT confirmed_flush_lsn IS NOT NULL {slot}", "no slot", deadline)
        # Something after the point where the slot began.
        self.database.sql("SELECT pg_logical_emit_message(true, 'test', '')")
        wanted = self.database.wal_position()
        self._wait_for_sql(
            f"SELECT confirmed_flush_lsn >= '{wanted}' {slot}", "not current", deadline
        )

    def unfilled(self) -> list[str]:
        """The releases that are still to be filled; as long as nobody can tell, all of them."""
        releases = self.releases()
        if releases is None:
            return ["all"]
        return [
            release["release"]
            for release in releases
            if release["released"] and release["status"] in ("uncovered", "filling")
        ]

    def releases(self) -> list[dict[str, Any]] | None:
        """What `status` says of each; None: nothing, since no pusher has run yet."""
        result = subprocess.run(
            self._command("status", "--json"),
            cwd=self.directory,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if result.returncode not in (0, 1):
            return None
        releases: list[dict[str, Any]] = json.loads(result.stdout)["releases"]
        return releases

    def _wait_for_sql(self, query: str, failure: str, deadline: float) -> None:
        self._wait(lambda: self.database.sql(query) == "t", failure, deadline)

    def _wait(self, condition: Callable[[], bool], failure: str, deadline: float) -> None:
        while not condition():
            if not self.running():
                status = self.process.poll() if self.process is not None else None
                raise Failed(f"the pusher ended with {status}:\n{self.said()}")
            if time.monotonic() > deadline:
                raise Failed(f"{failure} in time:\n{self.said()}")
            time.sleep(0.05)

    def said(self) -> str:
        """The end of its standard error, for messages."""
        return self.errors()[-3000:]

    def errors(self) -> str:
        path = self.directory / "stderr"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def written(self) -> Iterator[pathlib.Path]:
        """Every file that the pusher has written, its standard error too."""
        given = {"config.json", "keys"}
        for path in sorted(self.directory.rglob("*")):
            if path.is_file() and path.relative_to(self.directory).parts[0] not in given:
                yield path

    def fold(self) -> tuple[bool, str]:
        """Compares the lake with the oracle: (equal, what fold.py printed)."""
        words = [f"{name}={self.directory / name}" for name in DESTINATIONS]
        result = subprocess.run(
            [sys.executable, str(COMPANY / "fold.py"), *words],
            env=os.environ | self.database.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if result.returncode == 2:
            raise Failed(result.stderr)
        return result.returncode == 0, result.stdout + result.stderr

    def forget(self) -> None:
        """Takes its state away, so that it starts anew (its slot has to go, too)."""
        shutil.rmtree(self.directory / "state", ignore_errors=True)

    def remove(self) -> None:
        """Ends it, however it is, and removes its directory if that was made here. A pusher whose work
        needs what its sandbox refuses has failed."""
        if process := self._running():
            for pid in self.processes().values():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()
        refused = [line for line in self.errors().splitlines() if '"event":"refused"' in line]
        if self.temporary:
            shutil.rmtree(self.directory, ignore_errors=True)
        if refused and not self.sandbox_is_tried:
            raise Failed("\n".join(refused))
