"""The golden cases of what a receiver can tell apart: `sluice attack` finds those that are refused for
labels, and finds nothing in the others."""

import pathlib
import unittest

import judged
from judged import TOP

TRIALS = 6

# Refused, and not found, for these reasons.
UNKNOWN = "a span or a share of a column that does not leave is not measured"
NOT_FOUND = {
    "points-that-are-listed": UNKNOWN,
    "points-tied-by-a-third": UNKNOWN,
    "share-turned-over": UNKNOWN,
    "span-turned-over": UNKNOWN,
    "apart-minutes-by-way-of-a-day": UNKNOWN,
    "apart-minutes-from-a-week": UNKNOWN,
}
# Refused for something that is no label, so that there is nothing to attack.
NO_LABEL = ("match-code-under-another-key", "two-names-for-ever")


def cases() -> dict[str, pathlib.Path]:
    """The policies, by the names of their cases."""
    found = sorted((TOP / "tests/golden/cases").glob("disclosure-*/input.policy"))
    return {case.parent.name.removeprefix("disclosure-"): case for case in found}


def codes_of(case: pathlib.Path) -> set[str]:
    """What the case is refused for."""
    return {error["code"] for error in judged.errors_of(case)}


class Cases(unittest.TestCase):
    def test_refused_are_found_and_accepted_are_not(self) -> None:
        for name, case in cases().items():
            if name in NO_LABEL:
                continue
            with self.subTest(name):
                codes = codes_of(case)
                found = bool(judged.finds_of(case, TRIALS, "--refused-too"))
                self.assertEqual(found, bool(codes) and name not in NOT_FOUND)

    def test_the_others_are_refused(self) -> None:
        found = cases()
        for name in (*NOT_FOUND, *NO_LABEL):
            with self.subTest(name):
                codes = codes_of(found[name])
                labels = all(code.startswith("E03") for code in codes)
                self.assertTrue(codes)
                self.assertEqual(labels, name not in NO_LABEL)


if __name__ == "__main__":
    unittest.main()
