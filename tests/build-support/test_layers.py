#!/usr/bin/env python3
"""build-support/layers.py and tags.py refuse what they are there to refuse: each fault is planted in a
small tree of its own. And docs/architecture.md shows the folders that there are."""

import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]

SOUND = {
    "build-support/layers.txt": "runtime/reader: runtime/change runtime/record\n"
    "runtime/change: runtime/record\nruntime/sender: runtime/record\n",
    "common/buf.h": "struct sl_buf {\n    int len;\n};\n",
    "runtime/record/record.h": '#include "buf.h"\n',
    "runtime/change/change.h": '#include "record/record.h"\n',
    "runtime/reader/reader.c": '#include "change/change.h"\n#include "record/record.h"\n',
    "runtime/sender/sender.h": '#include "record/record.h"\n',
}


class Planted(unittest.TestCase):
    def run_on(self, script, changes):
        """The script's exit code and what it says, on the sound tree with these files changed."""
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            for name, text in (SOUND | changes).items():
                (top / name).parent.mkdir(parents=True, exist_ok=True)
                (top / name).write_text(text)
            (top / "compiler").mkdir(exist_ok=True)
            (top / "runtime/abi").mkdir(exist_ok=True)
            shutil.copy(TOP / "build-support" / script, top / "build-support")
            for words in (["init", "-q"], ["add", "-A"]):
                subprocess.run(["git", *words], cwd=top, check=True)
            ran = subprocess.run(
                [top / "build-support" / script], capture_output=True, text=True, check=False
            )
            return ran.returncode, ran.stderr

    def assert_refused(self, script, changes, *said):
        code, err = self.run_on(script, changes)
        self.assertEqual(code, 1, err)
        for words in said:
            self.assertIn(words, err)

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.run_on("layers.py", {}), (0, ""))
        self.assertEqual(self.run_on("tags.py", {}), (0, ""))

    def test_a_pair_that_is_not_in_the_table(self):
        self.assert_refused(
            "layers.py",
            {
                "runtime/record/record.c": '#include "reader/reader.h"\n',
                "runtime/reader/reader.h": "",
            },
            "runtime/record/record.c includes runtime/reader/reader.h",
            "runtime/record may not include headers of runtime/reader",
        )

    def test_a_pair_that_nobody_needs(self):
        self.assert_refused(
            "layers.py",
            {"runtime/sender/sender.h": ""},
            "no file of runtime/sender includes a header of runtime/record any more",
        )

    def test_a_cycle_though_the_table_allows_it(self):
        table = SOUND["build-support/layers.txt"] + "runtime/record: runtime/change\n"
        self.assert_refused(
            "layers.py",
            {
                "build-support/layers.txt": table,
                "runtime/record/put.c": '#include "change/change.h"\n',
            },
            "a cycle: runtime/change runtime/record",
        )

    def test_the_other_process_though_the_table_allows_it(self):
        table = SOUND["build-support/layers.txt"] + "runtime/reader: runtime/sender\n"
        self.assert_refused(
            "layers.py",
            {
                "build-support/layers.txt": table,
                "runtime/reader/pump.c": '#include "sender/sender.h"\n',
            },
            "runtime/reader/pump.c → runtime/sender/sender.h: the reader's and the sender's",
        )

    def test_the_other_process_by_way_of_common_ground(self):
        table = SOUND["build-support/layers.txt"] + "runtime/config: runtime/sender\n"
        table += "runtime/reader: runtime/config\n"
        self.assert_refused(
            "layers.py",
            {
                "build-support/layers.txt": table,
                "runtime/config/config.h": '#include "sender/sender.h"\n',
                "runtime/reader/pump.c": '#include "config/config.h"\n',
            },
            "runtime/reader/pump.c → runtime/config/config.h → runtime/sender/sender.h",
        )

    def test_common_that_knows_a_half(self):
        self.assert_refused(
            "layers.py",
            {"common/log.c": '#include "record/record.h"\n'},
            "common/ knows neither half",
        )

    def test_the_other_process_however_it_is_spelled(self):
        for line in (
            '#include "../sender/sender.h"',
            "#include <sender/sender.h>",
            '/* so */ #include /* or so */ "sender/sender.h"',
            '%: include "sender/sender.h"',
        ):
            with self.subTest(line=line):
                self.assert_refused(
                    "layers.py",
                    {"runtime/reader/pump.c": f"{line}\n"},
                    "the sender's files do not meet",
                )

    def test_an_include_that_is_computed(self):
        self.assert_refused(
            "layers.py",
            {"runtime/reader/pump.c": "#include HEADER\n"},
            "which is no name of a file",
        )

    def test_a_made_header_of_another_folder(self):
        self.assert_refused(
            "layers.py",
            {"runtime/reader/pump.c": '#include "../reader/reader_config.h"\n'},
            "which is not there",
        )

    def test_a_later_stage_though_the_table_allows_it(self):
        self.assert_refused(
            "layers.py",
            {
                "build-support/layers.txt": SOUND["build-support/layers.txt"]
                + "compiler/source: compiler/text\n",
                "compiler/stages.h": "/* stages.h\n *\n *   source  a\n *   text    b\n */\n",
                "compiler/source/source.c": '#include "text/escape.h"\n',
                "compiler/text/escape.h": "",
            },
            "compiler/source/source.c includes compiler/text/escape.h: a later stage",
        )

    def test_a_header_that_is_not_there(self):
        self.assert_refused(
            "layers.py",
            {"common/log.c": '#include "nowhere.h"\n'},
            'includes "nowhere.h", which is not',
        )

    def test_a_tag_that_is_defined_twice(self):
        self.assert_refused(
            "tags.py",
            {"runtime/record/put.c": "struct slp_part {\n    int a;\n};\nenum slp_part { A };\n"},
            "'slp_part' is also defined at runtime/record/put.c:1",
        )

    def test_a_tag_with_attributes_or_a_type(self):
        for text in ("struct SL_MUST_USE sl_buf {", "struct __attribute__((packed)) sl_buf {"):
            with self.subTest(text=text):
                self.assert_refused(
                    "tags.py",
                    {"runtime/record/put.c": f"{text}\n    int a;\n}};\n"},
                    "'sl_buf' is also defined at common/buf.h:1",
                )

    def test_a_private_tag_that_hides_one_of_a_header(self):
        self.assert_refused(
            "tags.py",
            {
                "runtime/record/record.h": "struct cell {\n    int a;\n};\n",
                "runtime/reader/reader.c": "struct cell {\n    int b;\n};\n",
            },
            "'cell' is also defined at runtime/record/record.h:1",
        )

    def test_private_tags_of_two_files_and_words_in_comments_are_no_matter(self):
        changes = {
            "runtime/record/put.c": "struct cell {\n    int a;\n};\n/* struct sl_buf { in words } */\n",
            "runtime/reader/reader.c": "struct cell {\n    int b;\n};\n",
        }
        changes["build-support/layers.txt"] = (
            "runtime/change: runtime/record\nruntime/sender: runtime/record\n"
        )
        self.assertEqual(self.run_on("tags.py", changes), (0, ""))


class Tour(unittest.TestCase):
    def test_architecture_shows_every_folder_and_no_other(self):
        page = (TOP / "docs/architecture.md").read_text(encoding="utf-8")
        shown = re.findall(r"^\| `([a-z_]+)/` \|", page, re.MULTILINE)
        self.assertEqual(len(shown), len(set(shown)))
        there = [
            path.name
            for half in ("compiler", "runtime")
            for path in (TOP / half).iterdir()
            if (path / "local.mk").exists()
        ]
        self.assertEqual(sorted(shown), sorted(there))

    def test_architecture_shows_the_stages_in_the_order_of_their_header(self):
        page = (TOP / "docs/architecture.md").read_text(encoding="utf-8")
        header = (TOP / "compiler/stages.h").read_text(encoding="utf-8")
        shown = re.findall(r"^\| `([a-z_]+)/` \|", page, re.MULTILINE)
        stages = re.findall(r"^ \*   ([a-z]+) ", header, re.MULTILINE)
        self.assertIn("labels", stages)
        self.assertEqual(shown[: len(stages)], stages)


if __name__ == "__main__":
    unittest.main()
