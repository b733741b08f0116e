"""Random policies with random owners' rows: `sluice attack` finds nothing in what `sluice check` accepts,
and a witness for most of what it refuses for bounds, classes or counts.

SLUICE_ATTACKED  how many policies (5000)
SLUICE_SEED      the first one's seed (1)
"""

import collections
import dataclasses
import os
import pathlib
import unittest
from typing import Any

import judged
import random_policies
import reasons

POLICIES = int(os.environ.get("SLUICE_ATTACKED", "5000"))
FIRST = int(os.environ.get("SLUICE_SEED", "1"))
TRIALS = 2, 3  # of what is accepted, and of what is refused
SHOWN = 0.95  # of the refusals that rows can show; the others are listed


@dataclasses.dataclass(frozen=True)
class Attacked:
    """A policy that was checked and attacked."""

    checked: judged.Checked
    finds: tuple[str, ...]  # the codes of what was found

    @property
    def bounds(self) -> bool:
        """Whether it was refused for bounds, classes or counts alone."""
        errors = self.checked.errors
        return bool(errors) and all(reasons.is_for_bounds(error) for error in errors)

    @property
    def reason(self) -> str:
        """Why no row need show why it was refused; empty: some row has to."""
        text = self.checked.policy.text
        found = [reasons.reason_of(error, text) for error in self.checked.errors]
        return "" if "" in found else found[0]

    @property
    def kind(self) -> str:
        """What was refused: the functions and operators of the findings."""
        words = {note.split("'")[1] for e in self.checked.errors for note in reasons.notes_of(e)}
        return " and ".join(sorted(words))


def attacked(path: pathlib.Path, seed: int) -> Attacked:
    policy = random_policies.policy(seed)
    path.write_text(policy.text, encoding="utf-8")
    errors: tuple[dict[str, Any], ...] = ()
    finds = judged.finds_if_accepted(path, TRIALS[0])
    if finds is None:
        errors = judged.errors_of(path)
        finds = judged.finds_of(path, TRIALS[1], "--refused-too")
    return Attacked(judged.Checked(seed, policy, errors), tuple(find["code"] for find in finds))


class Random(unittest.TestCase):
    def test_what_is_accepted_withstands_and_what_is_refused_does_not(self) -> None:
        accepted = lines = shown = to_show = 0
        missed: collections.defaultdict[str, list[int]] = collections.defaultdict(list)
        without: collections.Counter[str] = collections.Counter()
        for one in judged.of_each(attacked, range(FIRST, FIRST + POLICIES)):
            lines += one.checked.policy.lines
            if not one.checked.errors:
                accepted += 1
                self.assertFalse(one.finds, f"{one.finds} in {one.checked.told()}")
            elif one.bounds and one.reason and not one.finds:
                without[one.reason] += 1
            elif one.bounds and not one.reason:
                to_show += 1
                shown += bool(one.finds)
                if not one.finds:
                    missed[one.kind].append(one.checked.seed)
        print(
            f"{POLICIES} policies from seed {FIRST}: {accepted / POLICIES:.0%} accepted, nothing found in "
            f"these; {lines / POLICIES:.1f} lines on one column\n"
            f"of {to_show} refusals for bounds, classes and counts that rows can show, {shown} are shown "
            f"({shown / max(to_show, 1):.1%})"
        )
        for kind, seeds in sorted(missed.items()):
            print(f"  not shown: {kind}: seeds {seeds}")
        for reason, count in without.most_common():
            print(f"  {count} that none shows: {reason}")
        self.assertTrue(0.3 <= accepted / POLICIES <= 0.7)
        self.assertGreaterEqual(lines / POLICIES, 3)
        self.assertGreaterEqual(shown / max(to_show, 1), SHOWN)


if __name__ == "__main__":
    unittest.main()
