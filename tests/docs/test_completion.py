#!/usr/bin/env python3
"""Completion of both programs knows every command, option and word that their help does: bash is asked as
it asks."""

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
"_${1//-/_}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


class Program:
    """What holds for both; subclasses set `name`, and how its help lists commands and options."""

    name = ""
    listed = r""
    least_commands, least_words = 0, 0

    def says(self, *words):
        ran = subprocess.run(
            [BUILD / self.name, *words], capture_output=True, text=True, check=True, timeout=60
        )
        return ran.stdout

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "script").write_text(self.says("completion", "bash"), encoding="utf-8")
        (self.folder / "a.policy").write_text("policy language 1\n", encoding="utf-8")
        (self.folder / "policies").mkdir()
        (self.folder / "notes.txt").write_text("", encoding="utf-8")
        self.commands = re.findall(self.listed, self.says("--help"), re.MULTILINE)
        self.assertGreaterEqual(len(self.commands), self.least_commands)

    def offered(self, *words):
        ran = subprocess.run(
            ["bash", "--norc", "-c", ASK, "bash", "./script", self.name, *words],
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
        raise NotImplementedError

    def test_commands(self):
        self.assertEqual(self.offered(""), {*self.commands, "--help", "--version"})
        self.assertEqual(self.offered(self.commands[0][:2]), {self.commands[0]})

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
                    if value.startswith("FILE"):
                        self.assertEqual(offered, {"a.policy", "policies", "notes.txt", "script"})
        self.assertGreaterEqual(found, self.least_words)

    def test_shells(self):
        self.assertEqual(self.offered("completion", ""), {"bash", "zsh"})

    def test_zsh_has_them_too(self):
        script = self.says("completion", "zsh")
        self.assertTrue(script.startswith(f"#compdef {self.name}\n"))
        for command in self.commands:
            part = re.search(rf"^    {command}\)\n(.*?);;", script, re.MULTILINE | re.DOTALL)
            self.assertIn(f"        '{command}:", script)
            for option in [*self.options(command), "--help"]:
                with self.subTest(command=command, option=option):
                    self.assertIn(f"'{option}[", part[1])

    def test_zsh_reads_it(self):
        path = self.folder / f"_{self.name}"
        path.write_text(self.says("completion", "zsh"), encoding="utf-8")
        subprocess.run(["zsh", "-n", path], check=True, timeout=60)


class Compiler(Program, unittest.TestCase):
    name = "sluice"
    listed = r"^  (\w+)  "
    least_commands, least_words = 10, 6

    def options(self, command):
        said = self.says(command, "--help").partition("Options:")[2]
        return {
            name: value.strip() or None
            for name, value in re.findall(r"^  (--?[a-z-]+)([^\n]*)$", said, re.MULTILINE)
        }

    def test_policies(self):
        self.assertEqual(self.offered("check", ""), {"a.policy", "policies"})


class Pusher(Program, unittest.TestCase):
    name = "sluice-pusher"
    listed = r"^  sluice-pusher (\w+)"
    least_commands = 7

    def options(self, command):
        said = self.says(command, "--help")
        return {
            name: value or None
            for name, value in re.findall(r"^  (--[a-z-]+)(?: ([A-Z]+))?  ", said, re.MULTILINE)
        }

    def test_releases(self):
        releases = set(re.findall(r"^(\w+\.\w+)\t", self.says("policies"), re.MULTILINE))
        self.assertIn("lake.customers", releases)
        for command in ("fill", "pause", "resume"):
            with self.subTest(command=command):
                self.assertEqual(self.offered(command, ""), releases)
                self.assertEqual(self.offered(command, "lake.customers", ""), releases)
                self.assertEqual(
                    self.offered(command, "--config", "c.json", "lake.cu"), {"lake.customers"}
                )
        self.assertIn("'*:word:(lake.", self.says("completion", "zsh"))

    def test_it_has_the_name_that_it_is_called_by(self):
        (self.folder / "shop-pusher").symlink_to(BUILD / "sluice-pusher")
        ran = subprocess.run(
            ["./shop-pusher", "completion", "bash"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertIn("-F _shop_pusher shop-pusher\n", ran.stdout)


if __name__ == "__main__":
    unittest.main()
