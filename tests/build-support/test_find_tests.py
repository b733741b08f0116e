#!/usr/bin/env python3
"""Names of tests are found, and what is no name or several is said: else a suite would run too little."""

import pathlib
import subprocess
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
SUITES = "unit golden integration fuzz-replay docs lake"


def find(*names):
    """(exit code, what was found as {suite: [test…]}, what was said instead)."""
    result = subprocess.run(
        [TOP / "build-support/find_tests.py", "find", SUITES, *names],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = [line.split() for line in result.stdout.splitlines()]
    return result.returncode, {line[0]: line[1:] for line in lines}, result.stderr


class Names(unittest.TestCase):
    def found(self, *names):
        code, tests, said = find(*names)
        self.assertEqual((code, said), (0, ""))
        return tests

    def refused(self, *names):
        code, tests, said = find(*names)
        self.assertEqual((code, tests), (2, {}))
        return said

    def test_each_kind(self):
        for name, suite, test in (
            ("replay_read", "fuzz-replay", "tests/fuzz/replay_read"),
            ("build.sh", "unit", "tests/generated/build.sh"),
            ("test_forms", "unit", "tests/generated/test_forms.py"),
            ("tests/generated/test_forms.py", "unit", "tests/generated/test_forms.py"),
            ("E0007-names", "golden", "E0007-names"),
            ("test_reread", "integration", "test_reread"),
            ("test_drift.Drift", "integration", "test_drift.Drift"),
            ("test_forms.AllowedForms", "unit", "test_forms.AllowedForms"),
            ("docs/test_docs.Pages", "docs", "test_docs.Pages"),
        ):
            with self.subTest(name):
                self.assertEqual(self.found(name), {suite: [test]})

    def test_a_test_of_a_base_class(self):
        name = "test_completion.Compiler.test_shells"
        self.assertEqual(self.found(name), {"docs": [name]})

    def test_a_suite_holds_its_tests(self):
        self.assertEqual(self.found("E0007-names", "golden", "unit"), {"golden": [], "unit": []})

    def test_each_test_once(self):
        self.assertEqual(self.found("E0007-names", "E0007-names"), {"golden": ["E0007-names"]})

    def test_unknown(self):
        said = self.refused("unit", "E0007-name")
        self.assertIn("no suite and no test is called 'E0007-name'; did you mean E0007-names", said)
        self.assertIn("did you mean integration?", self.refused("integratoin"))
        self.assertIn("test_drift.Drift.test_stops", self.refused("test_stops"))
        self.assertNotIn("did you mean", self.refused("§"))

    def test_ambiguous(self):
        both = "integration/test_company.Company lake/test_company.Company"
        self.assertIn(both, self.refused("test_company.Company"))
        self.assertEqual(self.found("lake/test_company"), {"lake": ["test_company"]})

    def test_every_unit_program_of_the_tree_is_listed(self):
        command = [TOP / "build-support/find_tests.py", "list", "unit"]
        listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        programs = [word for word in listed.split() if word.startswith("tests/unit/")]
        sources = [str(path.relative_to(TOP)) for path in TOP.glob("tests/unit/**/test_*.c")]
        self.assertEqual(sorted(programs), sorted(source[:-2] for source in sources))
        self.assertGreater(len(programs), 40)


if __name__ == "__main__":
    unittest.main()
