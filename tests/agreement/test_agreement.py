"""Random well-typed policies and random rows: the evaluator, the generated C and PostgreSQL must make
the same records, byte for byte.

SLUICE_POLICIES  how many policies (a table and a release each), 1000 in twenty-fives
SLUICE_ROWS      rows for each, 1000
SLUICE_SEED      the first group's seed, 1; the others count up
"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import BUILD, Database

GROUP = 25
POLICIES = int(os.environ.get("SLUICE_POLICIES", "1000"))
ROWS = int(os.environ.get("SLUICE_ROWS", "1000"))
SEED = int(os.environ.get("SLUICE_SEED", "1"))


def run(*command, environment=None):
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


class Agreement(unittest.TestCase):
    def group(self, seed, folder, environment):
        """One group of policies; what went wrong, or None."""
        group = folder / str(seed)
        group.mkdir()
        database = f"agreement{seed}"
        steps = (
            (BUILD / "agreement", "generate", seed, GROUP, group),
            ("make", "-s", "-C", BUILD, "agreement-projector", f"GROUP={group}", "PROJECTOR_CFLAGS=-O0"),
            ("createdb", database),
            (BUILD / "agreement", "compare", seed, GROUP, ROWS, group),
            ("dropdb", database),
        )
        for step in steps:
            result = run(*step, environment=environment | {"PGDATABASE": "platform" if step[0] in ("createdb", "dropdb") else database})
            if result.returncode != 0:
                return f"{step[:3]} ended with {result.returncode}:\n{result.stderr[-6000:]}"
        shutil.rmtree(group)
        return None

    def test_three_ways_give_the_same_records(self):
        seeds = range(SEED, SEED + POLICIES // GROUP)
        self.assertTrue(seeds)
        with Database() as database, tempfile.TemporaryDirectory() as folder:
            environment = os.environ | database.environment
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                faults = pool.map(
                    lambda seed: self.group(seed, pathlib.Path(folder), environment), seeds
                )
                faults = [fault for fault in faults if fault]
        self.assertFalse(faults, "\n".join(faults[:3]))
        print(f"\n{len(seeds) * GROUP} policies, {len(seeds) * GROUP * ROWS} rows: three ways, one record")


if __name__ == "__main__":
    unittest.main()
