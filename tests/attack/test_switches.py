"""Each finding of the label checker, left out in turn: among random policies is then one that is accepted and
that `sluice attack` breaks. A finding that nobody would miss would be none.

SLUICE_SWITCHED  how many policies a switch is tried on (30)
"""

import collections
import functools
import os
import pathlib
import re
import unittest

import judged
from judged import TOP, Checked

POLICIES = 1500
MOST = int(os.environ.get("SLUICE_SWITCHED", "30"))
TRIALS = 3

# What the random policies are refused for, and what rows show when they are not.
SWITCHES = ("E0301 E0303 E0304 E0309 E0310 E0316 E0322 E0323 E0324 E0326").split()

DECISION = "the decision's form: what is told is the same with it and without"
DECLARED = "a declaration that can never do anything, or does nothing yet"
LABEL = "a label: the attack takes labels as they are declared"
BESIDE = "a presence that may not be told is refused beside it"
# Other rows or streams take part: test_histories leaves these out.
HISTORIES = "E0312 E0313 E0320 E0321 E0350".split()
# No row shows why these are refused.
WITHOUT_WITNESS = {
    **dict.fromkeys("E0314 E0315 E0317 E0318 E0319 E0340 E0341".split(), DECISION),
    **dict.fromkeys("E0302 E0305 E0306 E0307 E0308 E0343".split(), DECLARED),
    "E0344": LABEL,
    "E0311": BESIDE,
}


@functools.cache
def refused() -> dict[str, list[int]]:
    """The seeds of policies that are refused for one finding alone, by that."""
    found = collections.defaultdict(list)
    for one in judged.of_each(judged.checked, range(1, POLICIES + 1)):
        if len(one.codes) == 1:
            found[min(one.codes)].append(one.seed)
    return found


def broken(code: str, path: pathlib.Path, seed: int) -> tuple[Checked, bool]:
    """The policy, accepted without the finding; whether attack breaks it."""
    one = judged.checked(path, seed, without=code)
    return one, not one.errors and bool(judged.finds_of(path, TRIALS, without=code))


class Switches(unittest.TestCase):
    def test_every_finding_has_its_place(self) -> None:
        table = (TOP / "compiler/findings/findings.def").read_text(encoding="utf-8")
        labels = re.findall(r"SLC_FINDING\((E03\d\d), ERROR", table)
        self.assertEqual(sorted(labels), sorted([*SWITCHES, *HISTORIES, *WITHOUT_WITNESS]))

    def test_without_each_finding_a_policy_is_broken(self) -> None:
        for code in SWITCHES:
            with self.subTest(code):
                seeds = refused()[code][:MOST]
                tried = judged.of_each(functools.partial(broken, code), seeds)
                hits = [one.seed for one, is_broken in tried if is_broken]
                print(f"without {code}: {len(hits)} of {len(seeds)} policies broken")
                self.assertTrue(hits, f"seeds {seeds}")


if __name__ == "__main__":
    unittest.main()
