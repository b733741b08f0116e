#!/usr/bin/env python3
"""docs/tutorial.md does what it says: its files are written, its commands run as they stand there, with
an installed Sluice and a throw-away PostgreSQL, and what they print is compared with the page. So are the
commands of docs/reviewing.md, on the company's policies."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BUILD, TOP, Database

# ```sql shop.sql names a file to write, ```sh run commands, ```text output what they print.
BLOCK = re.compile(r"^```(\w+) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page):
    return BLOCK.findall((TOP / "docs" / page).read_text(encoding="utf-8"))


def pattern(shown):
    """… stands for anything within a line; on a line of its own, for any lines."""
    lines = [re.escape(line).replace("…", ".*") for line in shown.splitlines()]
    return "".join("(?:.*\\n)*?" if line == ".*" else line + "\\n" for line in lines)


class Page(unittest.TestCase):
    """Subclasses set self.environment."""

    def run_commands(self, place, commands):
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=place,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return result.returncode, result.stdout

    def follow(self, page, place):
        """How many of its commands were run, and how many of their outputs compared."""
        status, printed, commands = 0, "", ""
        ran = compared = 0
        for language, name, text in blocks(page) + [("sh", "run", "true")]:
            if (language, name) == ("text", "output"):
                self.assertIn(status, (0, 1), commands)
                self.assertRegex(printed, re.compile(r"\A" + pattern(text) + r"\Z"), commands)
                printed, status = "", 0
                compared += 1
                continue
            self.assertEqual((0, ""), (status, printed), commands)
            if (language, name) == ("sh", "run"):
                commands = text
                status, printed = self.run_commands(place, text)
                ran += 1
            else:
                (place / name).write_text(text, encoding="utf-8")
        return ran, compared


class Tutorial(Page):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-tutorial."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.database = Database()
        self.addCleanup(self.database.stop)
        prefix = self.folder / "installed"
        subprocess.run(
            ["make", "-s", "-C", BUILD, "install", f"DESTDIR={prefix}"],
            check=True,
            capture_output=True,
        )
        programs = next(path.parent for path in prefix.rglob("bin/sluice"))
        self.environment = os.environ | self.database.environment
        self.environment["PATH"] = f"{programs}:{self.database.bin}:{os.environ['PATH']}"
        del self.environment["PGDATABASE"]

    def test_the_page_is_true(self):
        place = self.folder / "place"
        place.mkdir()
        ran, compared = self.follow("tutorial.md", place)
        self.assertGreater(ran, 10)
        self.assertGreater(compared, 5)


class Reviewing(Page):
    def test_the_page_is_true(self):
        self.environment = os.environ | {"PATH": f"{BUILD}:{os.environ['PATH']}", "TERM": "dumb"}
        ran, compared = self.follow("reviewing.md", TOP)
        self.assertGreater(ran, 3)
        self.assertGreater(compared, 3)


if __name__ == "__main__":
    unittest.main()
