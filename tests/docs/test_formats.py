#!/usr/bin/env python3
"""What programs read of the compiler is what its schemas say: JSON by ours, SARIF by OASIS's."""

import json
import os
import pathlib
import subprocess
import unittest

import jsonschema

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
CASES = TOP / "tests/golden/cases"


def validator(path):
    schema = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def sluice(folder, *words):
    return subprocess.run(
        [BUILD / "sluice", *words], cwd=folder, capture_output=True, check=False, timeout=60
    )


def cases():
    """Every golden case whose policies `check` is run on: a folder each."""
    for folder in sorted(CASES.iterdir()):
        if list(folder.glob("*.policy")) and not (folder / "args").exists():
            yield folder


class Formats(unittest.TestCase):
    def of_all_cases(self, form, schema, command="check"):
        found = 0
        for folder in cases():
            ran = sluice(folder, command, ".", "--today", "2026-01-31", "--format", form)
            with self.subTest(case=folder.name):
                self.assertIn(ran.returncode, (0, 1))
                document = json.loads(ran.stdout.decode("utf-8"))
                schema.validate(document)
                results = document["findings" if form == "json" else "runs"]
                found += len(results if form == "json" else results[0]["results"])
        self.assertGreater(found, 150)

    def test_findings_as_json(self):
        self.of_all_cases("json", validator(TOP / "docs/findings.schema.json"))

    def test_failing_tests_as_json(self):
        self.of_all_cases("json", validator(TOP / "docs/findings.schema.json"), "test")

    def test_findings_as_sarif(self):
        path = subprocess.run(
            [TOP / "build-support/sarif-schema.sh"], capture_output=True, text=True, check=True
        ).stdout.strip()
        self.of_all_cases("sarif", validator(path))

    def test_explanations(self):
        """Of every name in the company's policies, and of a line that is not there."""
        schema = validator(TOP / "docs/explain.schema.json")
        names = [["lake"], ["regulator"], ["contact"], ["financial"]]
        names.append(["lake.customers", "--why-not", "keep email"])
        seen = set()
        while names:
            words = names.pop()
            ran = sluice(TOP, "explain", "policies", *words, "--format", "json")
            self.assertIn(ran.returncode, (0, 1), words)
            page = json.loads(ran.stdout)
            schema.validate(page)
            seen.add(page["name"])
            for release in page.get("releases", []):
                names += [[release["name"]], ["table " + release["table"]]]
            owner = "" if page.get("kind") == "category" else page["name"] + "."
            for member, key in (("fields", "field"), ("columns", "column")):
                for row in page.get(member, []):
                    if owner + row[key] not in seen:
                        names.append([owner + row[key]])
        self.assertGreater(len(seen), 150)

    def test_fixes_mend(self):
        """Where a finding brings a fix, it is gone when the fix is made."""
        fixed = 0
        for folder in cases():
            ran = sluice(folder, "check", ".", "--today", "2026-01-31", "--format", "json")
            for finding in json.loads(ran.stdout)["findings"]:
                if "fix" not in finding:
                    continue
                with self.subTest(case=folder.name, message=finding["message"]):
                    self.assertNotIn(finding["message"], self.messages_after(folder, finding))
                fixed += 1
        self.assertGreater(fixed, 10)

    def messages_after(self, folder, finding):
        at, text = finding["fix"]["at"], finding["fix"]["text"]
        path = folder / at["file"]
        lines = path.read_text(encoding="utf-8").split("\n")
        line = lines[at["line"] - 1]
        self.assertEqual(at["line"], at["end_line"])
        lines[at["line"] - 1] = line[: at["column"] - 1] + text + line[at["end_column"] - 1 :]
        ran = subprocess.run(
            [BUILD / "sluice", "check", "-", "--today", "2026-01-31", "--format", "json"],
            input="\n".join(lines).encode("utf-8"),
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return [other["message"] for other in json.loads(ran.stdout)["findings"]]


if __name__ == "__main__":
    unittest.main()
