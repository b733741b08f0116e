"""What is drawn by chance, from a seed alone: words, literals in small pools, whether something is so."""

import datetime
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WORDS = ("halal", "kosher", "vegan", "rice", "HALAL", "rice ", "new town", "a1")
DAYS = tuple(
    datetime.date(*day)
    for day in (
        (2025, 1, 1),
        (2025, 2, 1),
        (2025, 2, 2),
        (2025, 3, 1),
        (2025, 3, 15),
        (2025, 4, 1),
        (2025, 7, 1),
        (2026, 1, 1),
    )
)


class Draw:
    """Chance, and for how long things go on. The same seed gives the same draws in every run."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def some(self, choices: Sequence[T], most: int, least: int = 1) -> list[T]:
        """A few different ones, in the order of the choices."""
        count = self.random.randint(min(least, len(choices)), min(most, len(choices)))
        return [choices[at] for at in sorted(self.random.sample(range(len(choices)), count))]

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)


class Pool:
    """The literals that the lines on one column share, so that they meet each other's cuts."""

    def __init__(self, draw: Draw, family: str, labels: Sequence[str], fraction: bool) -> None:
        self.unit = draw.one((5, 10, 100))
        self.buckets = draw.one(("4", "10"))
        self.literals: list[str]
        if family in ("number", "float", "degrees"):
            self.literals = numbers(draw, self.unit, fraction)
        elif family in ("date", "stamp"):
            self.literals = [day.isoformat() for day in draw.some(DAYS, 5, 3)]
        elif family == "boolean":
            self.literals = ["yes", "no"]
        else:
            words = labels or draw.some(WORDS, 5, 4)
            self.literals = [f'"{word}"' for word in words]


def numbers(draw: Draw, unit: int, fraction: bool) -> list[str]:
    """Multiples of the unit, and now and then a neighbour of one."""
    found = set()
    for multiple in draw.some(range(-2, 7), 6, 4):
        value = float(multiple * unit)
        if draw.maybe(0.1):
            value += draw.one((-1, 1, 0.5, -0.5) if fraction else (-1, 1))
        found.add(value)
    return [f"{value:g}" for value in sorted(found)]
