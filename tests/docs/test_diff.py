#!/usr/bin/env python3
"""sluice diff: its documents are what their schemas say, every exit code occurs, and revisions of a
Git repository are read without touching its work tree."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from test_formats import validator

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
CASES = TOP / "tests/golden/cases"


def sluice(folder, *words, **options):
    return subprocess.run(
        [BUILD / "sluice", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        **options,
    )


class Documents(unittest.TestCase):
    def compare(self, form):
        for folder in sorted(CASES.glob("diff-*")):
            words = ["diff", "base", "head", "--today", "2026-01-31", "--format", form]
            ran = sluice(folder, *words)
            if ran.returncode != 2:
                yield folder.name, ran

    def test_json(self):
        schema = validator(TOP / "docs/diff.schema.json")
        codes = set()
        for name, ran in self.compare("json"):
            with self.subTest(case=name):
                document = json.loads(ran.stdout)
                schema.validate(document)
                self.assertEqual(document["exit_code"], ran.returncode)
                counted = sum(change["privacy"] == "WIDENED" for change in document["changes"])
                self.assertEqual(document["counts"]["widened"], counted)
                codes.add(ran.returncode)
        self.assertEqual(codes, {0, 10, 11, 12, 13})

    def test_sarif(self):
        path = subprocess.run(
            [TOP / "build-support/sarif-schema.sh"], capture_output=True, text=True, check=True
        ).stdout.strip()
        schema = validator(path)
        for name, ran in self.compare("sarif"):
            with self.subTest(case=name):
                schema.validate(json.loads(ran.stdout))

    def test_there_and_back(self):
        """What is wider in one direction is not wider in the other, too."""
        opposite = {
            "SAME": {"SAME"},
            "NARROWED": {"WIDENED"},
            "WIDENED": {"NARROWED"},
            "INCOMPARABLE": {"INCOMPARABLE"},
        }
        for folder in sorted(CASES.glob("diff-*")):
            words = ["--today", "2026-01-31", "--format", "json"]
            there, back = (
                sluice(folder, "diff", "base", "head", *words),
                sluice(folder, "diff", "head", "base", *words),
            )
            if 2 in (there.returncode, back.returncode):
                continue
            fields = [
                {
                    change["what"]: change["privacy"]
                    for change in json.loads(ran.stdout)["changes"]
                    if change["kind"] in ("field", "rule", "column", "key", "destination")
                    and ("was" in change and "now" in change)
                }
                for ran in (there, back)
            ]
            with self.subTest(case=folder.name):
                self.assertEqual(fields[0].keys(), fields[1].keys())
                for what, privacy in fields[0].items():
                    self.assertIn(fields[1][what], opposite[privacy])


class Repository(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_SYSTEM": "/dev/null",
        }
        for name in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{name}_NAME"] = "A reviewer"
            self.environment[f"GIT_{name}_EMAIL"] = "reviewer@example.com"
        self.git("init", "-q", "-b", "main")
        self.put("base")
        # Shared declarations in a file of their own: `use` is followed within the revision.
        self.git("add", ".")
        self.git("commit", "-q", "-m", "base")
        self.put("head")

    def git(self, *words):
        subprocess.run(
            ["git", *words], cwd=self.folder, env=self.environment, check=True, timeout=60
        )

    def put(self, side):
        text = (CASES / "diff-bands-finer" / side / "app.policy").read_text(encoding="utf-8")
        shared, own = text.split("table app.persons", 1)
        policies = self.folder / "deep/policies"
        policies.mkdir(parents=True, exist_ok=True)
        (policies / "shared.policy").write_text(shared, encoding="utf-8")
        (policies / "app.policy").write_text(
            'policy language 1\nuse "shared.policy"\n\ntable app.persons' + own, encoding="utf-8"
        )
        (policies / "notes.txt").write_text("no policy", encoding="utf-8")

    def diff(self, *words, folder="."):
        return sluice(
            self.folder / folder, "diff", *words, "--today", "2026-01-31", env=self.environment
        )

    def test_a_revision_and_the_work_tree(self):
        expected = self.diff("git:main:deep/policies", "deep/policies")
        self.assertEqual(expected.returncode, 13, expected.stderr)
        self.assertIn("WIDENED lake.persons.balance_band", expected.stdout)
        for words in (
            ("git:main", "deep/policies"),
            ("git:HEAD", "deep/policies/"),
            ("git:main:./deep/policies/", "./deep/policies"),
            ("git:main:deep/policies/app.policy", "deep/policies"),
        ):
            with self.subTest(words=words):
                self.assertEqual(self.diff(*words).stdout, expected.stdout)
        inside = self.diff("git:main", "policies", folder="deep")
        self.assertEqual(inside.stdout, expected.stdout)
        here = self.diff("git:main:.", ".", folder="deep/policies")
        self.assertEqual(here.stdout, expected.stdout)

    def test_two_revisions(self):
        self.git("commit", "-q", "-a", "-m", "head")
        ran = self.diff("git:main~1:deep/policies", "git:main:deep/policies")
        self.assertEqual(ran.returncode, 13, ran.stderr)
        self.assertEqual(self.diff("git:main:deep/policies", "deep/policies").returncode, 0)

    def test_the_work_tree_is_left_alone(self):
        def state():
            return {
                path: path.read_bytes()
                for path in self.folder.rglob("*")
                if path.is_file() and ".git" not in path.parts
            }

        before = state()
        self.diff("git:main", "deep/policies")
        self.assertEqual(state(), before)

    def test_what_is_not_there(self):
        for words, said in (
            (("git:nowhere:deep/policies", "deep/policies"), "there is no revision 'nowhere'"),
            (("git:--help:deep/policies", "deep/policies"), "there is no revision '--help'"),
            (("git:main:elsewhere", "deep/policies"), "there is no git:main:elsewhere"),
            (("git:main:deep", "deep/policies"), "git:main:deep holds no .policy file"),
            (("git:main:/deep/policies", "deep/policies"), "has no path within the repository"),
            (("git:main", "git:main"), "has no path within the repository"),
        ):
            with self.subTest(words=words):
                ran = self.diff(*words)
                self.assertEqual(ran.returncode, 2)
                self.assertIn(said, ran.stderr)

    def test_findings_name_the_revision(self):
        path = self.folder / "deep/policies/app.policy"
        sound = path.read_text(encoding="utf-8")
        path.write_text(sound.replace("present(email)", "lower(email)"), encoding="utf-8")
        self.git("commit", "-q", "-a", "-m", "wrong")
        path.write_text(sound, encoding="utf-8")
        ran = self.diff("git:main", "deep/policies")
        self.assertEqual(ran.returncode, 2)
        self.assertIn("--> git:main:deep/policies/app.policy:", ran.stderr)


class ToldBefore(unittest.TestCase):
    """The file of what was told is found from wherever the policies are named; else that is said."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        for side in ("base", "head"):
            policies, generated = (self.folder / side / name for name in ("policies", "generated"))
            policies.mkdir(parents=True)
            generated.mkdir()
            case = CASES / "diff-told-counts" / side
            shutil.copy(case / "club.policy", policies)
            shutil.copy(case / "TOLD.json", generated)

    def diff(self, *words, folder="."):
        ran = sluice(self.folder / folder, "diff", *words, "--today", "2026-01-31", "--format=json")
        return ran.returncode, json.loads(ran.stdout)["told"], ran.stderr

    def found(self, told, *words, folder="."):
        with self.subTest(words=words, folder=folder):
            self.assertEqual(self.diff(*words, folder=folder), (11, told, ""))

    def test_on_disk(self):
        here = "base/policies"
        self.found("base/generated/TOLD.json", here, "head/policies")
        self.found("base/generated/TOLD.json", "base/policies/", "head/policies/")
        self.found("base/policies/./../generated/TOLD.json", "base/policies/.", "head/policies")
        self.found("./../generated/TOLD.json", ".", "../../head/policies", folder=here)
        self.found(
            "../generated/TOLD.json", "club.policy", "../../head/policies/club.policy", folder=here
        )
        (self.folder / "link").symlink_to(here)
        self.found("link/../generated/TOLD.json", "link", "head/policies")
        for place in ("base/policies/generated/TOLD.json", "base/policies/TOLD.json"):
            (self.folder / place).parent.mkdir(exist_ok=True)
            shutil.copy(self.folder / "base/generated/TOLD.json", self.folder / place)
            self.found(place, "base/policies", "head/policies")
            self.found(place, "base/policies/club.policy", "head/policies")

    def test_in_a_revision(self):
        git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"]
        for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "both"]):
            subprocess.run([*git, *words], cwd=self.folder, check=True, timeout=60)
        self.found("git:HEAD:base/generated/TOLD.json", "git:HEAD:base/policies", "head/policies")
        inside = ("git:HEAD:.", "git:HEAD:../../head/policies")
        self.found("git:HEAD:../generated/TOLD.json", *inside, folder="base/policies")
        files = ("git:HEAD:base/policies/club.policy", "git:HEAD:head/policies/club.policy")
        self.found("git:HEAD:base/generated/TOLD.json", *files)
        shutil.rmtree(self.folder / "base")
        (self.folder / "head").rename(self.folder / "base")
        self.found("git:HEAD:../generated/TOLD.json", "git:HEAD", ".", folder="base/policies")

    def test_nowhere(self):
        shutil.rmtree(self.folder / "base/generated")
        code, told, said = self.diff("base/policies", "head/policies")
        self.assertEqual((code, told), (10, ""))
        self.assertIn("there is no TOLD.json of base/policies", said)
        self.assertIn("--told FILE", said)


if __name__ == "__main__":
    unittest.main()
