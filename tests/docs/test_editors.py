#!/usr/bin/env python3
"""The editors' files are current, and the TextMate grammar reads real policies: its patterns are tried
in order at every place, as editors do."""

import json
import pathlib
import re
import subprocess
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
GRAMMAR = TOP / "editors/textmate/sluice.tmLanguage.json"


class Editors(unittest.TestCase):
    def test_they_are_current(self):
        ran = subprocess.run(
            [sys.executable, TOP / "editors/make.py", "--check"],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(ran.returncode, 0, ran.stderr)

    def scopes(self, line):
        """Every piece of a line with its scope."""
        patterns = []
        for pattern in json.loads(GRAMMAR.read_text(encoding="utf-8"))["patterns"]:
            match = (
                pattern.get("match")
                or pattern["begin"] + r'(?:[^"\\]|\\.)*' + f"(?:{pattern['end']})"
            )
            patterns.append((re.compile(match), pattern["name"].removesuffix(".sluice")))
        at = 0
        while at < len(line):
            found = [(match, name) for regex, name in patterns if (match := regex.search(line, at))]
            if not found:
                return
            match, name = min(found, key=lambda one: one[0].start())
            yield match[0], name
            at = max(match.end(), at + 1)

    def test_a_line(self):
        line = '    derive   region = postcode_area(postcode) if missing "none of: keep"  # as keep'
        self.assertEqual(
            list(self.scopes(line)),
            [
                ("derive", "keyword.other.release"),
                ("postcode_area", "support.function"),
                ("if", "keyword.operator.word"),
                ("missing", "constant.language"),
                ('"none of: keep"', "string.quoted.double"),
                ("# as keep", "comment.line.number-sign"),
            ],
        )
        line = "table a.b replica identity full  column x numeric(12,2)? personal until 2027-01-31"
        self.assertEqual(
            list(self.scopes(line)),
            [
                ("table", "keyword.control"),
                ("replica identity", "keyword.operator.word"),
                ("full", "keyword.operator.word"),
                ("column", "keyword.other"),
                ("numeric", "storage.type"),
                ("12", "constant.numeric"),
                ("2", "constant.numeric"),
                ("until", "keyword.operator.word"),
                ("2027-01-31", "constant.other.date"),
            ],
        )

    def test_the_company_is_coloured(self):
        """The first word of every line of a block is a word of the language."""
        found = 0
        for path in sorted((TOP / "policies").glob("*.policy")):
            for line in path.read_text(encoding="utf-8").splitlines():
                word = re.match(r"(?: {4})?([a-z]+) ", line)
                if word is None or line.startswith("     ") or path.name == "shared.policy":
                    continue
                with self.subTest(file=path.name, line=line):
                    first = next(self.scopes(line))
                    self.assertRegex(first[1], "^keyword")
                    found += 1
        self.assertGreater(found, 100)


if __name__ == "__main__":
    unittest.main()
