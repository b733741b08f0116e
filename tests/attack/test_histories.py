"""What records tell by leaving: random policies of several tables, attacked with histories. Nothing is
found in what `sluice check` accepts, and what it refuses is shown; so is each of its findings when it is left
out.

SLUICE_HISTORIES  how many policies (400)
"""

import collections
import dataclasses
import os
import pathlib
import tempfile
import unittest
from typing import Any

import judged
import several_tables
from test_switches import HISTORIES

POLICIES = int(os.environ.get("SLUICE_HISTORIES", "400"))
TRIALS = 3
# What is found where policies are refused for one of these alone.
SHOWN = {
    "E0301": {"E0804"},
    "E0309": {"E0807"},
    "E0310": {"E0807"},
    "E0312": {"E0808"},
    "E0313": {"E0808"},
    "E0320": {"E0809"},
    "E0321": {"E0809"},
    "E0326": {"E0806"},
    "E0350": {"E0810"},
}


@dataclasses.dataclass(frozen=True)
class Tried:
    """A policy, what it is refused for and what is found in it."""

    seed: int
    text: str
    codes: frozenset[str]
    found: frozenset[str]

    def told(self) -> str:
        """How to have it again, and the whole policy."""
        again = f"python3 tests/attack/several_tables.py {self.seed}"
        return f"{sorted(self.found)} found, again by: {again}\n{self.text}"


def codes_in(errors: tuple[dict[str, Any], ...]) -> frozenset[str]:
    """Their codes."""
    return frozenset(error["code"] for error in errors)


def tried(path: pathlib.Path, seed: int) -> Tried:
    """The policy of that seed, checked and attacked."""
    text = several_tables.policy(seed)
    path.write_text(text, encoding="utf-8")
    codes = codes_in(judged.errors_of(path))
    return Tried(seed, text, codes, codes_in(judged.finds_of(path, TRIALS, "--refused-too")))


class Histories(unittest.TestCase):
    made: list[Tried]

    @classmethod
    def setUpClass(cls) -> None:
        cls.made = list(judged.of_each(tried, range(1, POLICIES + 1)))

    def test_nothing_is_found_in_what_is_accepted(self) -> None:
        accepted = [one for one in self.made if not one.codes]
        print(f"{len(accepted)} of {POLICIES} policies of several tables accepted")
        self.assertTrue(0.3 <= len(accepted) / POLICIES <= 0.7)
        for one in accepted:
            self.assertFalse(one.found, one.told())

    def test_what_is_refused_is_shown(self) -> None:
        alone = collections.Counter[str]()
        shown = collections.Counter[str]()
        for one in self.made:
            self.assertFalse({code for code in one.codes if not code.startswith("E03")}, one.told())
            if len(one.codes) == 1:
                code = min(one.codes)
                alone[code] += 1
                shown[code] += bool(one.found & SHOWN[code])
        print(", ".join(f"{code}: {shown[code]} of {alone[code]} shown" for code in sorted(alone)))
        self.assertGreaterEqual(sum(shown.values()), 0.95 * sum(alone.values()))

    def test_without_each_finding_a_policy_is_broken(self) -> None:
        for code in HISTORIES:
            with self.subTest(code), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "a.policy"
                broken = 0
                for one in self.made:
                    if one.codes == {code} and not broken:
                        path.write_text(one.text, encoding="utf-8")
                        self.assertFalse(judged.errors_of(path, without=code), one.told())
                        broken += bool(judged.finds_of(path, TRIALS, without=code))
                self.assertTrue(broken)


if __name__ == "__main__":
    unittest.main()
