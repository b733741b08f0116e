#!/usr/bin/env python3
"""The documentation is true where a machine can tell: links lead somewhere, commands that are named
exist, what is made of tables is current, and examples are what the programs take."""

import functools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROGRAMS = ("sluice", "sluice-pusher")


def pages():
    return sorted([*TOP.glob("*.md"), *TOP.glob("docs/*.md"), *TOP.glob("tests/**/*.md")])


def read(name):
    return (TOP / name).read_text(encoding="utf-8")


def run(*words, **options):
    return subprocess.run(
        [str(word) for word in words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
        **options,
    )


@functools.cache
def help_of(program):
    """Command to the help of it; the program's own under ''."""
    helps = {"": run(BUILD / program, "--help").stdout}
    listed = r"^  sluice-pusher (\w+)" if program == "sluice-pusher" else r"^  (\w+)  "
    for command in re.findall(listed, helps[""], re.MULTILINE):
        helps[command] = run(BUILD / program, command, "--help").stdout
    return helps


def man(page):
    """A manual page as plain text, and what groff has to say about it. One is made by the build."""
    source = next(at for at in (TOP / "docs/man" / page, BUILD / "docs/man" / page) if at.exists())
    # Every line as wide as the page, as groff 1.23 makes it; 1.22 does not by itself.
    text = re.sub(r"^(\.Sh .*\n)", r"\1.ad b\n", source.read_text("utf-8"), flags=re.MULTILINE)
    made = subprocess.run(
        ["groff", "-mdoc", "-Tutf8", "-K", "utf8", "-ww", "-P-cbou"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return made.stdout.replace("‐\n", "-").replace("−", "-").replace("‐", "-"), made.stderr


class Pages(unittest.TestCase):
    def test_links_lead_to_files(self):
        for page in pages():
            for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
                if "://" in target or target.startswith("mailto:"):
                    continue
                with self.subTest(page=str(page.relative_to(TOP)), link=target):
                    self.assertTrue((page.parent / target).exists())

    def test_commands_of_run_exist(self):
        known = set(re.findall(r"^([a-z]+)(?: \|[^)\n]*)?\)", read("run"), re.MULTILINE))
        for page in pages():
            for command in re.findall(r"\./run ([a-z]+)", page.read_text(encoding="utf-8")):
                with self.subTest(page=str(page.relative_to(TOP)), command=command):
                    self.assertIn(command, known)

    def test_commands_and_options_of_the_programs_exist(self):
        code = re.compile(r"(?:`|^    |^)(sluice(?:-pusher)?) ([a-z]+)([^`\n#]*)", re.MULTILINE)
        for page in pages():
            text = page.read_text(encoding="utf-8")
            spans = re.findall(r"`[^`\n]+`", text) + [block for _, block in FENCE.findall(text)]
            spans += re.findall(r"^    [^\n]+", text, re.MULTILINE)
            for program, command, words in code.findall("\n".join(spans)):
                if command == "meaning":  # the first words of a canonical form
                    continue
                with self.subTest(page=str(page.relative_to(TOP)), command=f"{program} {command}"):
                    self.assertIn(command, help_of(program))
                    for option in re.findall(r"(?<=\s)--?[a-z][a-z-]*", words):
                        self.assertIn(option, help_of(program)[command] + " --help")

    def test_every_finding_has_its_section(self):
        made = run(sys.executable, TOP / "docs/findings.py", "--check")
        self.assertEqual(made.returncode, 0, made.stdout)

    def test_functions_are_those_of_the_table(self):
        environment = os.environ | {"BUILD_DIR": str(BUILD)}
        made = run(sys.executable, TOP / "docs/functions.py", "--check", env=environment)
        self.assertEqual(made.returncode, 0, made.stdout)


class ManualPages(unittest.TestCase):
    def test_the_configuration_is_current(self):
        made = run(sys.executable, TOP / "docs/configuration.py", "--check")
        self.assertEqual(made.returncode, 0, made.stdout)

    def test_they_are_well_formed(self):
        for page in ("sluice.1", "sluice-pusher.1", "sluice-policy.5"):
            with self.subTest(page=page):
                self.assertEqual(man(page)[1], "")

    def test_the_configuration_is_not_adjusted(self):
        """A word of its lists may fill a line, which groff 1.23 cannot adjust and warns of."""
        before, _, rest = man("sluice-pusher.1")[0].partition("\nCONFIGURATION\n")
        part = rest.split("\nENVIRONMENT\n")[0]
        adjusted = re.compile(r"^ +\S+ \S.*[^\s.-]  +\S.*", re.MULTILINE)
        self.assertNotEqual(adjusted.findall(before), [])
        self.assertIn("deterministic_key", part)
        self.assertEqual(adjusted.findall(part), [])

    def test_every_command_and_option_stands_in_them(self):
        for program in PROGRAMS:
            text, _ = man(f"{program}.1")
            for command, said in help_of(program).items():
                options = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", said)
                for word in [command, *options]:
                    with self.subTest(program=program, command=command, word=word):
                        self.assertRegex(text, rf"(?<![\w-]){word}(?![\w-])")

    def test_every_option_of_the_configuration_stands_there(self):
        schema = json.loads(run(BUILD / "sluice-pusher", "check", "--schema").stdout)
        text, _ = man("sluice-pusher.1")

        def names(part):
            for name, below in part.get("properties", {}).items():
                yield name
                yield from names(below)
            sinks = part.get("additionalProperties")
            for sink in sinks.get("oneOf", []) if isinstance(sinks, dict) else []:
                yield from names(sink)

        found = set(names(schema))
        self.assertIn("roll_delay_ms", found)
        for name in found:
            with self.subTest(option=name):
                self.assertRegex(text, rf"\b{name}\b")

    def test_the_whole_language_stands_there(self):
        text, _ = man("sluice-policy.5")
        grammar = read("compiler/syntax/parser.y")
        reserved = grammar[grammar.index("%token POLICY") : grammar.index("%token <text>")]
        words = re.findall(r'"([a-z ]+)"', reserved)
        words += re.findall(r'^SLC_TYPE\(\w+, "(\w+)"', read("common/types.def"), re.MULTILINE)
        for group in sorted((TOP / "common/functions").glob("*.def")):
            words += re.findall(r"^SLC_FUNCTION\(\s*(\w+),", group.read_text("utf-8"), re.MULTILINE)
        self.assertGreater(len(words), 100)
        for word in words:
            with self.subTest(word=word):
                self.assertRegex(text, rf"\b{word}\b")


class Examples(unittest.TestCase):
    """The policy of language.md, and with a pusher made of it the configurations of all pages."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-docs."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        parts = [text for kind, text in FENCE.findall(read("docs/language.md")) if kind == "policy"]
        self.assertGreater(len(parts), 4)
        self.policy = self.folder / "language.policy"
        self.policy.write_text("\n".join(parts), encoding="utf-8")

    def sluice(self, *words):
        said = run(BUILD / "sluice", *words, cwd=self.folder)
        self.assertEqual(said.returncode, 0, said.stdout)
        return said.stdout

    def test_the_policy_of_the_language(self):
        self.assertEqual(self.sluice("check", self.policy), "")
        self.assertEqual(self.sluice("fmt", "--check", self.policy), "")
        self.assertEqual(self.sluice("test", self.policy), "1 test: 1 passed, 0 failed\n")

    def test_configurations(self):
        headers = f"{TOP}/runtime/abi:{TOP}/common"
        archive = BUILD / "libsluice-pusher.a"
        pusher = self.folder / "pusher"
        self.sluice("build", self.policy, "-o", pusher, "--headers", headers, "--archive", archive)
        for name in ("secrets/replicator", "secrets/reader", "keys/customer_link"):
            secret = self.folder / name
            secret.parent.mkdir(exist_ok=True)
            secret.write_bytes(bytes(range(32)))
            secret.chmod(0o600)
        examples = [
            (page.name, text)
            for page in pages()
            for kind, text in FENCE.findall(page.read_text(encoding="utf-8"))
            if kind == "json" and '"source"' in text
        ]
        self.assertGreater(len(examples), 1)
        for page, text in examples:
            (self.folder / "pusher.json").write_text(text, encoding="utf-8")
            with self.subTest(page=page):
                said = run(pusher, "check", "--config", "pusher.json", cwd=self.folder)
                # Its database is not there; that is said once the configuration was understood.
                self.assertRegex(said.stdout, r"(?m)^database: ")
                self.assertNotIn("pusher.json:", said.stdout)


if __name__ == "__main__":
    unittest.main()
