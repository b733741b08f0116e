#!/usr/bin/env python3
"""The examples of docs/measure.md get the verdict that stands above them."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
EXAMPLE = re.compile(r"^```lines (accepted|refused) (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)

POLICY = """policy language 1
levels internal "Staff" personal "About a person" secret "Never released" end
role keeper "Keeper"
category facts owned by keeper
{rows}
end
destination lake clearance internal accepts facts purpose "p" owned by keeper end
table app.items
    column id integer internal facts key
    column value {type} personal facts
end
release app.items to lake.items version 1
    owner keeper purpose "p" lawful basis "Contract" review by 2029-06-30
    row key id = id
{lines}
    deleted rows send key
    updates send changes
end
"""


class Measure(unittest.TestCase):
    def verdict(self, column_type, example):
        lines = example.strip().splitlines()
        rows = [line for line in lines if line.startswith("may become")]
        fields = [line for line in lines if line.startswith("derive")]
        self.assertEqual(len(rows) + len(fields), len(lines))
        policy = POLICY.format(rows="\n".join(rows), lines="\n".join(fields), type=column_type)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "example.policy")
            file.write_text(policy, encoding="utf-8")
            words = [BUILD / "sluice", "check", file, "--today", "2026-01-31"]
            made = subprocess.run(
                words, capture_output=True, encoding="utf-8", check=False, timeout=20
            )
        said = made.stdout + made.stderr
        codes = set(re.findall(r"error\[(\w+)\]", said))
        self.assertIn(codes, (set(), {"E0323"}), said)
        return "refused" if codes else "accepted"

    def test_examples(self):
        examples = EXAMPLE.findall((TOP / "docs/measure.md").read_text(encoding="utf-8"))
        self.assertGreaterEqual(len(examples), 7)
        for verdict, column_type, example in examples:
            with self.subTest(example):
                self.assertEqual(self.verdict(column_type, example), verdict)


if __name__ == "__main__":
    unittest.main()
