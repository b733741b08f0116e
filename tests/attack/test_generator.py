"""What the random policies are like. That nothing is found in them is test_random's."""

import collections
import hashlib
import os
import re
import subprocess
import sys
import unittest

import judged
from judged import TOP

POLICIES = 1500


class Generator(unittest.TestCase):
    def test_only_labels_are_refused_and_every_function_occurs(self) -> None:
        functions: set[str] = set()
        reasons: collections.Counter[str] = collections.Counter()
        accepted = lines = 0
        for one in judged.of_each(judged.checked, range(1, POLICIES + 1)):
            functions |= one.policy.functions
            lines += one.policy.lines
            accepted += not one.errors
            reasons.update(one.codes)
            others = {code for code in one.codes if not code.startswith("E03")}
            self.assertFalse(others, one.told())
        shares = f"{accepted / POLICIES:.0%} accepted, {lines / POLICIES:.1f} lines on one column"
        print(f"{POLICIES} policies: {shares}; refused for {dict(reasons)}")
        self.assertTrue(0.3 <= accepted / POLICIES <= 0.7, shares)
        self.assertGreaterEqual(lines / POLICIES, 3, shares)
        self.assertEqual(sorted(all_functions() - functions), [])

    def test_a_seed_makes_one_policy(self) -> None:
        made = {self.made(hash_seed) for hash_seed in ("1", "2", "random")}
        self.assertEqual(len(made), 1, "another process makes other policies of the same seeds")

    def made(self, hash_seed: str) -> str:
        """A hundred policies by a process whose sets have another order."""
        program = "import random_policies\nfor seed in range(100): print(random_policies.policy(seed).text)"
        result = subprocess.run(
            [sys.executable, "-c", program],
            cwd=TOP / "tests/attack",
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        )
        return hashlib.sha256(result.stdout).hexdigest()


def all_functions() -> set[str]:
    """Every function of the language, by its table."""
    tables = sorted((TOP / "common/functions").glob("*.def"))
    texts = (table.read_text(encoding="utf-8") for table in tables)
    return {name for text in texts for name in re.findall(r"SLC_FUNCTION\(\s*(\w+)", text)}


if __name__ == "__main__":
    unittest.main()
