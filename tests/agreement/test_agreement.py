"""Random well-typed policies. The evaluator, the generated C and PostgreSQL must make the same records
of random rows, byte for byte; and the generated C the same record of two rows that differ only in
what their release does not tell apart.

SLUICE_POLICIES  how many policies (a table and a release each), 1000 in twenty-fives
SLUICE_ROWS      random rows for each, 1000
SLUICE_PAIRS     pairs of rows over all policies, 1000000
SLUICE_SEED      the first group's seed, 1; the others count up
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BUILD, Database

GROUP = 25
POLICIES = int(os.environ.get("SLUICE_POLICIES", "1000"))
ROWS = int(os.environ.get("SLUICE_ROWS", "1000"))
PAIRS = int(os.environ.get("SLUICE_PAIRS", "1000000"))
SEED = int(os.environ.get("SLUICE_SEED", "1"))


class Wrong(Exception):
    """A step did not end well; the text says which, and what it said."""


def run(*command, environment=None):
    result = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    if result.returncode != 0:
        words = " ".join(str(word) for word in command)
        said = (result.stdout + result.stderr)[-6000:]
        raise Wrong(f"{words} ended with {result.returncode}:\n{said}")
    return result.stdout


class Agreement(unittest.TestCase):
    def generate(self, seed, folder):
        """One group of policies and the program made of it; its folder."""
        group = pathlib.Path(folder) / str(seed)
        group.mkdir()
        run(BUILD / "agreement", "generate", seed, GROUP, group)
        make = ("make", "-s", "-C", BUILD, "agreement-projector", f"GROUP={group}")
        run(*make, "PROJECTOR_CFLAGS=-O0")
        return group

    def groups(self, one):
        """What `one` gives for each group, in parallel; fails with what went wrong in the first."""
        seeds = range(SEED, SEED + POLICIES // GROUP)
        self.assertTrue(seeds)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            tasks = [pool.submit(one, seed) for seed in seeds]
        faults = [str(task.exception()) for task in tasks if task.exception()]
        self.assertFalse(faults, f"{len(faults)} groups; the first:\n" + "".join(faults[:1]))
        return [task.result() for task in tasks]

    def test_three_ways_give_the_same_record(self):
        with Database() as database, tempfile.TemporaryDirectory() as folder:
            environment = os.environ | database.environment

            def one(seed):
                group = self.generate(seed, folder)
                name = f"agreement{seed}"
                run("createdb", name, environment=environment)
                compare = (BUILD / "agreement", "compare", seed, GROUP, ROWS, group)
                said = run(*compare, environment=environment | {"PGDATABASE": name})
                run("dropdb", name, environment=environment)
                shutil.rmtree(group)
                return int(re.match(r"\d+", said)[0])

            compared = self.groups(one)
        print(f"\n{len(compared) * GROUP} policies, {sum(compared)} records, three ways each")

    def test_what_is_not_told_apart_gives_one_record(self):
        with tempfile.TemporaryDirectory() as folder:

            def one(seed):
                group = self.generate(seed, folder)
                said = run(
                    BUILD / "agreement", "pairs", seed, GROUP, PAIRS * GROUP // POLICIES, group
                )
                shutil.rmtree(group)
                return said

            said = "".join(self.groups(one))
        sampled = collections.Counter()
        for name, count in re.findall(r"^sampled (\w+) (\d+)$", said, re.M):
            sampled[name] += int(count)
        never = [name for name, count in sampled.items() if count == 0]
        self.assertFalse(never, "functions whose sampler never found another value")
        pairs = sum(int(count) for count in re.findall(r"^(\d+) pairs", said, re.M))
        print(f"\n{pairs} pairs; columns changed by the samplers of functions:")
        print(", ".join(f"{name} {count}" for name, count in sorted(sampled.items())))


if __name__ == "__main__":
    unittest.main()
