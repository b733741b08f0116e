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
    return ""
