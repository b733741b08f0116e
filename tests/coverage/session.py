"""A psql that stays, for transactions that are left open, and statements that have to wait."""

import os
import subprocess

from harness import Failed


class Session:
    """A psql that stays, for a transaction that is left open."""

    END = "-- done --"

    def __init__(self, database, stop_at_errors=True):
        self.process = subprocess.Popen(
            [database.psql_program, "-XAtq", "-v", f"ON_ERROR_STOP={int(stop_at_errors)}"],
            env=os.environ | database.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def begin(self, statements):
        """Sends statements that may have to wait: see end()."""
        self.process.stdin.write(f"{statements};\n\\echo {self.END}\n")
        self.process.stdin.flush()

    def end(self):
        """Waits for the statements; gives what they printed."""
        said = []
        for line in self.process.stdout:
            if line.rstrip("\n") == self.END:
                return "".join(said).rstrip("\n")
            said.append(line)
        raise Failed(f"psql ended: {''.join(said)}")

    def do(self, statements):
        self.begin(statements)
        return self.end()

    def close(self):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
