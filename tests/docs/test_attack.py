#!/usr/bin/env python3
"""What docs/attack.md shows of the company's policies is what `sluice attack` says of them."""

import os
import pathlib
import re
import subprocess
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
SHOWN = re.compile(
    r"^```sh\nsluice (attack policies)\n```\n\n```text\n(.*?)```", re.MULTILINE | re.DOTALL
)
CODE = re.compile(r"^\| (E08\d\d) \|", re.MULTILINE)


class Attack(unittest.TestCase):
    def setUp(self):
        self.page = (TOP / "docs/attack.md").read_text(encoding="utf-8")

    def test_output(self):
        shown = SHOWN.search(self.page)
        result = subprocess.run(
            [BUILD / "sluice", *shown[1].split(), "--seconds", "60"],
            cwd=TOP,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual((result.returncode, result.stdout), (0, shown[2]), result.stderr)

    def test_codes(self):
        """Each code of an attack is in the table."""
        known = (TOP / "compiler/findings/findings.def").read_text(encoding="utf-8")
        self.assertEqual(CODE.findall(self.page), re.findall(r"\((E08\d\d),", known))


if __name__ == "__main__":
    unittest.main()
