"""The rows of owners, `may become … by …`, with bounds near the distances that the lines have."""

import dataclasses
from collections.abc import Sequence

from columns import Place
from drawn import Draw
from forms import CHARACTERS, ENCRYPTED_PARTS

NUMBER_BANDS = frozenset(("band", "round_down", "round_to"))
LISTS = frozenset(("membership", "one_of", "contains_word"))
LENGTHS = frozenset(("length_band", "word_count_band"))
# A row for another function and a distance of its own, where it is not tight and where it is.
OTHERS = {
    "percent_band": (" at least 20", " at least 40"),
    "grid": (" at least 5", " at least 8"),
    "age_band": (" at least 5 years", " at least 10 years"),
    "interval_band": (" at least 7 days", " at least 60 days"),
    "ip_prefix": (" at most 24", " at most 16"),
    "bucket_of": (" at most 10", " at most 4"),
}
BOUNDED = frozenset(("comparison", "group", *OTHERS)).union(
    NUMBER_BANDS, LENGTHS, CHARACTERS, LISTS
)
# What measures a column by something else than its value as it stands, and compares with nothing else.
MEASURED_ALONE = LENGTHS | {"age_band", "interval_band", "percent_band", "grid"}


@dataclasses.dataclass(frozen=True)
class Mood:
    """How much the owners of a policy allow."""

    tight: float  # the share of bounds that are
    silent: float  # of rows that are not there
    target: str  # the level that a destination may hold


def few(draw: Draw, tight: bool, close: Sequence[int], wide: Sequence[int]) -> str:
    return f" at most {draw.one(close if tight else wide)}"


def distance(draw: Draw, tight: bool, unit: int) -> str:
    return f" at least {unit * draw.one((2, 3, 5)) if tight else draw.one((1, unit, unit))}"


def of_comparison(draw: Draw, tight: bool, place: Place) -> str:
    """Both bounds, either or none; between dates with a unit of time."""
    text = ""
    if draw.maybe(0.7 if tight else 0.4):
        if place.column.family in ("date", "stamp"):
            text = " at least " + draw.one(
                ("2 months", "20 days") if tight else ("1 days", "1 months")
            )
        else:
            text = distance(draw, tight, place.pool.unit)
    if draw.maybe(0.6):
        text += (" and" if text else "") + few(draw, tight, (1, 2), (4, 6))
    return text


def of_group(draw: Draw, tight: bool) -> str:
    """How many values a class holds, and how many are listed."""
    if not tight:
        return " at least 1" + draw.one(("", " and at most 8"))
    return draw.one((" at most 3", "", " at least 2", " at least 3 and at most 4"))


def bounds(draw: Draw, rule: str, place: Place, tight: bool) -> str:
    """The bounds of one row."""
    if rule == "comparison":
        return of_comparison(draw, tight, place)
    if rule == "group":
        return of_group(draw, tight)
    if rule in NUMBER_BANDS:
        return distance(draw, tight, place.pool.unit)
    if rule in LENGTHS:
        return f" at least {draw.one((3, 5) if tight else (1, 2))}"
    if rule in CHARACTERS:
        return few(draw, tight, (1, 2, 3), (9, 12))
    if rule in LISTS:
        # Yes and no are two values, so that no row of a third shows that they are too many.
        return few(draw, tight and place.column.family != "boolean", (1, 2), (6, 9))
    return OTHERS[rule][tight] if rule in OTHERS else ""


def row(draw: Draw, rule: str, place: Place, mood: Mood) -> str:
    """One row for what a line needs."""
    start = ""
    if place.column.encrypted and rule in ENCRYPTED_PARTS:
        start = f" from {place.column.level}" if draw.maybe(0.8) else ""
    elif draw.maybe(0.05):
        start = f" from {'internal' if mood.target == 'open' and draw.maybe(0.1) else 'personal'}"
    text = f"    may become {mood.target}{start} by {rule}"
    if draw.maybe(0.9):
        text += bounds(draw, rule, place, draw.maybe(mood.tight))
    if draw.maybe(0.05):
        text += f" until {draw.one(('2027-06-30', '2027-06-30', '2026-06-30'))}"
    return text
