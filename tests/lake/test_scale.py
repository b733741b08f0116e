"""The arithmetic of docs/scale.md, and that the page says what it gives."""

import pathlib
import re
import shlex
import subprocess
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "lake"))

import scale  # noqa: E402


def wanted(**members):
    return scale.Wanted(
        **({"changes": 100, "record_bytes": 500, "rows": 1e6, "every": 300} | members)
    )


class Arithmetic(unittest.TestCase):
    def test_shards_by_records_or_by_bytes(self):
        self.assertEqual(scale.shards(wanted(changes=1)), 1)
        self.assertEqual(scale.shards(wanted(changes=700)), 1)
        self.assertEqual(scale.shards(wanted(changes=701)), 2)
        self.assertEqual(scale.shards(wanted(changes=700, record_bytes=2000)), 2)

    def test_pushers_catch_up(self):
        self.assertEqual(scale.pushers(wanted(changes=15_000)), 1)
        self.assertEqual(scale.pushers(wanted(changes=15_001)), 2)

    def test_objects_by_time_or_by_size(self):
        self.assertEqual(scale.objects_a_day(wanted(changes=1))[0], 288)
        count, size = scale.objects_a_day(wanted(changes=10_000))
        self.assertGreater(count, 6000)
        self.assertAlmostEqual(size / scale.GZIP, 64 * scale.MIB, delta=scale.MIB)

    def test_the_interval_that_cores_keep_to_needs_no_more_of_them(self):
        for cores in (4, 16, 64):
            for rows in (1e5, 1e7, 1e9):
                seconds = scale.shortest_interval(wanted(rows=rows), cores)
                self.assertLessEqual(scale.cores(wanted(rows=rows, every=seconds * 1.001)), cores)
        self.assertIsNone(scale.shortest_interval(wanted(changes=1e6), 4))


class Page(unittest.TestCase):
    def test_examples_are_what_the_script_prints(self):
        page = (TOP / "docs/scale.md").read_text(encoding="utf-8")
        examples = re.findall(r"```\n\$ (lake/scale\.py .*)\n((?:.*\n)+?)```", page)
        self.assertGreater(len(examples), 1)
        for command, output in examples:
            with self.subTest(command):
                words = [sys.executable, str(TOP / "lake/scale.py"), *shlex.split(command)[1:]]
                self.assertEqual(subprocess.check_output(words, encoding="utf-8"), output)


if __name__ == "__main__":
    unittest.main()
