#!/usr/bin/env python3
"""Completion knows every command, option and word that the help does: bash is asked as it asks."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_sluice
printf '%s\\n' "${COMPREPLY[@]}"
"""


def sluice(*words):
    ran = subprocess.run(
        [BUILD / "sluice", *words], capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout


class Completion(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "script").write_text(sluice("completion", "bash"), encoding="utf-8")
        (self.folder / "a.policy").write_text("policy language 1\n", encoding="utf-8")
        (self.folder / "policies").mkdir()
        (self.folder / "notes.txt").write_text("", encoding="utf-8")
        self.commands = re.findall(r"^  (\w+)  ", sluice("--help"), re.MULTILINE)
        self.assertGreater(len(self.commands), 8)

    def offered(self, *words):
        ran = subprocess.run(
            ["bash", "--norc", "-c", ASK, "bash", "./script", "sluice", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        self.assertEqual(ran.stderr, "")
        return set(ran.stdout.split())

    def options(self, command):
        """Option to the name of its value, or None."""
        said = sluice(command, "--help").partition("Options:")[2]
        return {
            name: value.strip() or None
            for name, value in re.findall(r"^  (--?[a-z-]+)([^\n]*)$", said, re.MULTILINE)
        }

    def test_commands(self):
        self.assertEqual(self.offered(""), {*self.commands, "--help", "--version"})
        self.assertEqual(self.offered("ex"), {"explain"})

    def test_options(self):
        for command in self.commands:
            with self.subTest(command=command):
                expected = {*self.options(command), "--help"}
                self.assertEqual(self.offered(command, "-"), expected)

    def test_values(self):
        found = 0
        for command in self.commands:
            for option, value in self.options(command).items():
                if value is None:
                    continue
                with self.subTest(command=command, option=option):
                    offered = self.offered(command, option, "")
                    if "|" in value:
                        self.assertEqual(offered, set(value.split("|")))
                        found += 1
                    elif value.startswith("DIR"):
                        self.assertEqual(offered, {"policies"})
                    elif not value.startswith("FILE"):
                        self.assertEqual(offered, set())
        self.assertGreater(found, 5)

    def test_policies(self):
        self.assertEqual(self.offered("check", ""), {"a.policy", "policies"})
        self.assertEqual(self.offered("completion", ""), {"bash", "zsh"})

    def test_zsh_has_them_too(self):
        script = sluice("completion", "zsh")
        self.assertTrue(script.startswith("#compdef sluice\n"))
        for command in self.commands:
            part = re.search(rf"^    {command}\)\n(.*?);;", script, re.MULTILINE | re.DOTALL)
            self.assertIn(f"        '{command}:", script)
            for option in [*self.options(command), "--help"]:
                with self.subTest(command=command, option=option):
                    self.assertIn(f"'{option}[", part[1])

    def test_zsh_reads_it(self):
        path = self.folder / "_sluice"
        path.write_text(sluice("completion", "zsh"), encoding="utf-8")
        subprocess.run(["zsh", "-n", path], check=True, timeout=60)


if __name__ == "__main__":
    unittest.main()
