#!/usr/bin/env python3
"""The documentation is true where a machine can tell: links lead somewhere, commands that are named
exist, what is made of tables is current, and examples are what the programs take and say."""

import os
import pathlib
import re
import subprocess
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages():
    names = subprocess.run(
        ["git", "-C", TOP, "ls-files", "*.md"], capture_output=True, text=True, check=True
    )
    return [TOP / name for name in names.stdout.splitlines()]


class Docs(unittest.TestCase):
    def test_links_lead_to_files(self):
        for page in pages():
            for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
                if "://" in target or target.startswith("mailto:"):
                    continue
                with self.subTest(page=str(page.relative_to(TOP)), link=target):
                    self.assertTrue((page.parent / target).exists())

    def test_commands_of_run_exist(self):
        script = (TOP / "run").read_text(encoding="utf-8")
        known = set(re.findall(r"^([a-z]+)(?: \|[^)\n]*)?\)", script, re.MULTILINE))
        for page in pages():
            for command in re.findall(r"\./run ([a-z]+)", page.read_text(encoding="utf-8")):
                with self.subTest(page=str(page.relative_to(TOP)), command=command):
                    self.assertIn(command, known)

    def test_every_finding_has_its_section(self):
        made = subprocess.run(
            [sys.executable, TOP / "docs/findings.py", "--check"], capture_output=True, text=True
        )
        self.assertEqual(made.returncode, 0, made.stderr)


if __name__ == "__main__":
    unittest.main()
