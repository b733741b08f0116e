"""The databases and pushers that bench.py measures, and the programs that it measures them against.

Two subjects: `Accounts`, the benchmark's own tables and policy (table.sql, policy/), one release of
8 fields without a keyed function, and one that only `fill` writes to; and `Payments`, two releases of
the example company, with four pseudonyms and one digest for each row.
"""

import os
import pathlib
import subprocess
import tempfile

from harness import BUILD, TOP, Database, Failed, Pusher
from measure import Usage, count_lines

HERE = pathlib.Path(__file__).resolve().parent

# What lake.accounts releases, as one would write it for jq.
JQ = """select(.action == "I") | .columns | map({(.name): .value}) | add
 | {account_id,
    stage: (if .status == "closed" then "closed" elif .status == "paused" then "arrangement"
        else "open" end),
    balance_band: (.balance | if . < 0 then "<0" elif . < 250 then "0..250"
        elif . < 500 then "250..500" elif . < 1000 then "500..1000" elif . < 2500 then "1000..2500"
        elif . < 5000 then "2500..5000" elif . < 10000 then "5000..10000" else "10000.." end),
    age_band: (if .born == null then null
        else (2026 - (.born[0:4] | tonumber)) as $age | ($age - $age % 10 | tostring) end),
    region: (.postcode | capture("^(?<area>[A-Z]+)").area), has_email: (.email != null),
    consented, joined: .created_at[0:7]}"""


class Subject:
    """A database with a table to write to, and a pusher that has filled its releases.

    As a context. `records`: how many records a new row becomes. Files are finished at the end of a
    run and not by time: delays would be measured instead of work."""

    records = 1

    def __init__(self):
        self.database = Database()
        self.pusher = None
        try:
            self.prepare()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.pusher is not None:
            self.pusher.remove()
        self.database.stop()

    def prepare(self):
        raise NotImplementedError

    def add(self, rows, each):
        raise NotImplementedError

    def start_pusher(self, pusher, roll_delay_ms=60000):
        self.pusher = pusher
        for destination in pusher.config["destinations"].values():
            destination["roll_delay_ms"] = roll_delay_ms
        pusher.write_config()

    def add_slot(self, name, plugin):
        self.database.sql(f"SELECT pg_create_logical_replication_slot('{name}', '{plugin}')")

    def delivered(self):
        """Records in the lake."""
        folders = (self.pusher.directory / name for name in self.pusher.config["destinations"])
        return sum(count_lines(folder) for folder in folders)

    def push(self, records):
        """Runs the pusher until it is current; what that took. It must deliver so many records."""
        before = self.delivered()
        with Usage() as usage:
            self.pusher.run_until_current(timeout=1800)
        got = self.delivered() - before
        if got != records:
            raise Failed(f"{got} records were delivered, not {records}")
        return usage

    def receive(self, slot, *options, through=None):
        """pg_recvlogical up to now, to /dev/null or through another program to there."""
        command = [str(self.database.bin / "pg_recvlogical"), "-d", self.database.conninfo]
        command += ["-U", "postgres", "-S", slot, "--start", "-n", "-F", "0"]
        command += ["--endpos", self.database.wal_position()]
        command += ["-f", "/dev/null" if through is None else "-"]
        for option in options:
            command += ["-o", option]
        output = None if through is None else subprocess.PIPE
        with subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL) as receiver:
            if through is not None:
                subprocess.run(
                    through, stdin=receiver.stdout, stdout=subprocess.DEVNULL, check=True
                )
        if receiver.returncode != 0:
            raise Failed(f"pg_recvlogical ended with {receiver.returncode}")


class Accounts(Subject):
    COLUMNS = "account_id, status, balance, postcode, email, consented, born, created_at"

    def __init__(self, before=0):
        self.before = before  # rows that the first fill shall have
        self.folder = tempfile.TemporaryDirectory(prefix="sluice-bench.")
        self.binary = pathlib.Path(self.folder.name) / "pusher"
        super().__init__()

    def close(self):
        super().close()
        self.folder.cleanup()

    def build(self):
        generated = pathlib.Path(self.folder.name) / "generated"
        headers = f"{TOP}/runtime/abi:{TOP}/common"
        archive = f"--archive={BUILD}/libsluice-pusher.a"
        sluice = [BUILD / "sluice"]
        subprocess.run(sluice + ["generate", HERE / "policy", "-o", generated], check=True)
        subprocess.run(
            sluice + ["build", HERE / "policy", "-o", self.binary, f"--headers={headers}", archive],
            check=True,
        )
        return generated / "setup.sql"

    def new_pusher(self, slot="sluice", roll_delay_ms=60000):
        pusher = Pusher(self.database, binary=self.binary)
        pusher.config["keys"] = {}
        pusher.config["destinations"] = {"lake": pusher.config["destinations"]["lake"]}
        pusher.config["source"]["slot"] = slot
        self.start_pusher(pusher, roll_delay_ms)
        return pusher

    def prepare(self):
        setup = self.build()
        self.database.psql("-f", HERE / "table.sql")
        self.add(self.before, 10000)
        self.database.psql("-f", setup)
        self.new_pusher().run_until_current(timeout=1800)

    def add(self, rows, each):
        self.database.sql(f"CALL bench.add({rows}, {each})")
        self.database.sql("CHECKPOINT")


class Payments(Subject):
    records = 2

    def prepare(self):
        self.written = 0
        self.database.add_company(customers=200)
        self.start_pusher(Pusher(self.database))
        self.pusher.run_until_current(timeout=600)

    def add(self, rows, each):
        for first in range(self.written, self.written + rows, each):
            self.database.sql(
                "INSERT INTO collections.payments (payment_id, paid_on, account_id, amount, method,"
                " settled_at, payer_name, reference, processor_response)"
                f" SELECT 1000000000 + n, date '2025-01-01' + n % 700, n % 5000, n % 3000,"
                " 'card', '2026-01-14 10:00:00+00', 'Payer ' || n, 'Reference ' || n,"
                " '{\"code\": 7}'"
                f" FROM generate_series({first} + 1, {min(first + each, self.written + rows)}) n"
            )
        self.written += rows
        self.database.sql("CHECKPOINT")


class Session:
    """One psql that stays, so that a statement's answer comes as soon as it is committed."""

    def __init__(self, database):
        command = [str(database.bin / "psql"), "-XAtq", "-U", "postgres", "-d", database.conninfo]
        self.psql = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.psql.stdin.close()
        self.psql.wait()
        self.psql.stdout.close()

    def run(self, statement):
        """A statement that gives no rows."""
        self.psql.stdin.write(f"{statement};\n\\echo committed\n")
        self.psql.stdin.flush()
        if self.psql.stdout.readline() != "committed\n":
            raise Failed(f"psql did not take: {statement}")

    def ask(self, statement):
        """A statement that gives one row."""
        self.psql.stdin.write(f"{statement};\n")
        self.psql.stdin.flush()
        return self.psql.stdout.readline().rstrip("\n")


def allow_plugin(database, plugin):
    """Where the server has a list of output plugins, adds one."""
    name = "output_plugin_libraries"
    known = database.sql(f"SELECT setting FROM pg_settings WHERE name = '{name}'")
    if database.sql(f"SELECT 1 FROM pg_settings WHERE name = '{name}'"):
        libraries = ", ".join(word for word in (known, plugin) if word)
        database.sql(f"ALTER SYSTEM SET {name} = {libraries}")
        database.sql("SELECT pg_reload_conf()")


def copy_out(database, columns, table):
    """COPY of these columns, read by psql and thrown away."""
    command = [str(database.bin / "psql"), "-XAtq", "-U", "postgres", "-d", database.conninfo]
    with open(os.devnull, "wb") as null:
        subprocess.run(
            command + ["-c", f"COPY (SELECT {columns} FROM {table}) TO STDOUT"],
            stdout=null,
            check=True,
        )
