"""Why some refusals have no witness: what the compiler refuses unseen, or counts by what is written and
not by what rows show. A finding is known by what its notes say, a policy by what it writes."""

import re
from typing import Any

# What bounds, classes and counts are refused with; other rows that do not apply have no bound to break.
BOUND = re.compile(r"its bound is|its classes hold")

INCOMPARABLE = "two measures of one column that cannot be compared are refused together, unseen"
MOVING = "a cut that moves with the commit beside one that stands still is refused, unseen"
BUCKETS = "buckets of two sizes are refused together, unseen"
NAMED = "a list of which is told whether a value is in it names more values than it tells"
SPELLED = "a character counts after each spelling, also where both show the same one"
NEVER = "a listed value counts although no text is so after its spelling"
STEP = "a cell of whole numbers lies one step farther between its neighbours than it is wide"
NESTED = "a line within a condition, a choice or another function tells less than it writes"
FILTERED = "lines behind a filter on the same column count although few values come so far"

# A reason, what a note of the finding says, and what the policy has besides.
REASONS = (
    (INCOMPARABLE, r"the two cannot be compared", r""),
    (MOVING, r"where this line cuts moves against it", r""),
    (BUCKETS, r"also put into other buckets", r""),
    (NAMED, r"listed values are told", r"is (not )?in \[|contains_word\(|group\("),
    (SPELLED, r"characters are told", r"(lower|upper|trim|squeeze|first|last|initials|mask)\("),
    (NEVER, r"listed values are told", r"(lower|upper|trim|squeeze)\("),
    (FILTERED, r"", r"only rows where"),
)

CELL = re.compile(
    r"tells? (-?[\d.]+) to (-?[\d.]+)[a-z ]* apart from (-?[\d.]+) and from (-?[\d.]+)"
)
LEAST = re.compile(r"'at least ([\d.]+)")
TOGETHER = re.compile(r"it counts together with .*:(\d+)")
TIDYING = "lower|upper|trim|squeeze|json_"
WITHIN = re.compile(rf"choose when|\) (and|or) \(|= (?!{TIDYING})[a-z_]+\((?!{TIDYING})[a-z_]+\(")


def is_one_step_short(note: str) -> bool:
    """Whether the values beside the cell lie as far apart as the bound asks."""
    cell, least = CELL.search(note), LEAST.search(note)
    if cell is None or least is None:
        return False
    return float(cell[4]) - float(cell[3]) >= float(least[1])


def is_nested(error: dict[str, Any], policy: str) -> bool:
    """Whether the refused line, or one that it counts together with, stands within another expression."""
    found = [int(line) for note in error["notes"] for line in TOGETHER.findall(note)]
    lines = policy.splitlines()
    return any(WITHIN.search(lines[line - 1]) for line in (error["at"]["line"], *found))


def notes_of(error: dict[str, Any]) -> list[str]:
    """The notes that say which bound does not hold."""
    return [note for note in error["notes"] if BOUND.search(note)]


def is_for_bounds(error: dict[str, Any]) -> bool:
    """Whether the finding is about bounds, classes or counts."""
    return error["code"] == "E0323" and bool(notes_of(error))


def reason_of(error: dict[str, Any], policy: str) -> str:
    """Why no row need show what the finding says; empty: some row has to."""
    for reason, says, has in REASONS:
        notes = notes_of(error)
        if all(re.search(says, note) for note in notes) and re.search(has, policy):
            return reason
    if all(is_one_step_short(note) for note in notes):
        return STEP
    return NESTED if is_nested(error, policy) else ""
