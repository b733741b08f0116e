"""Lines over a place: a form with its slots filled, alone or in another expression."""

import dataclasses
from collections.abc import Sequence

import forms
from columns import Column, Place
from drawn import WORDS, Draw
from forms import Form

# What stands beside each family's literals where a value may be missing.
EDGE_POOLS = {
    "percents": ("0", "20", "40", "60", "100"),
    "spans": ("0", "7", "30", "60", "90", "365"),
    "lengths": ("1", "3", "5", "10", "20"),
}


@dataclasses.dataclass(frozen=True)
class Line:
    """An expression, what it needs of owners, and what it reads."""

    text: str
    result: str
    missing: bool
    needs: tuple[tuple[str, Column], ...]  # owners' rows by their name
    reads: tuple[Column, ...]
    functions: tuple[str, ...]

    def with_text(self, text: str, result: str, missing: bool, *others: "Line") -> "Line":
        """This line, and others, inside of another expression."""
        parts = (self, *others)
        return Line(
            text,
            result,
            missing,
            tuple(need for part in parts for need in part.needs),
            tuple(dict.fromkeys(column for part in parts for column in part.reads)),
            tuple(name for part in parts for name in part.functions),
        )


class Slots(dict[str, str]):
    """Fills the slots of one form; what is drawn for a slot stays what it is, and is remembered."""

    def __init__(self, draw: Draw, form: Form, place: Place, table: Sequence[Place]) -> None:
        super().__init__()
        self.draw = draw
        self.form = form
        self.place = place
        self.table = table
        self.reads = [place.column]
        self.functions = [form.function]
        self.filled = False  # whether an `if missing` stands in it
        self.missing = False  # whether the other column may be missing

    def __missing__(self, slot: str) -> str:
        self[slot] = text = str(getattr(self, f"fill_{slot}")())
        return text

    def beside(self, *families: str) -> Place:
        """Another column of one of these families; where there is none, the same again."""
        others = [
            place
            for place in self.table
            if place.column.family in families and place.plain and place is not self.place
        ]
        other = self.draw.one(others) if others else self.place
        self.reads.append(other.column)
        return other

    def fill_x(self) -> str:
        text = self.place.text
        if self.place.column.path:
            self.functions.append(text.partition("(")[0])
        elif (
            self.place.column.family == "text"
            and not self.place.column.encrypted
            and self.form.rule != "present"
        ):
            # Characters count after each tidying, also where the same ones show: seldom.
            share = 0.02 if self.form.rule in forms.CHARACTERS else 0.08
            for name in forms.TIDYING:
                if self.draw.maybe(share):
                    text = f"{name}({text})"
                    self.functions.append(name)
        return text

    def fill_whole(self) -> str:
        if not self.place.missing:
            return self["x"]
        self.filled = True
        return f"({self['x']} if missing {self.draw.one(self.place.pool.literals)})"

    def fill_other(self) -> str:
        other = self.beside(self.place.column.family)
        self.missing = other.missing
        return other.text

    def fill_other_whole(self) -> str:
        other = self.beside(self.place.column.family)
        if not other.missing:
            return other.text
        self.filled = True
        return f"({other.text} if missing {self.draw.one(other.pool.literals)})"

    def fill_column(self) -> str:
        return self.place.column.name

    def fill_path(self) -> str:
        return self.place.column.path

    def fill_number(self) -> str:
        return self.beside("number", "float").column.name

    def fill_per(self) -> str:
        return self.beside("key").column.name

    def fill_clock(self) -> str:
        other = self.beside("date", "stamp")
        if other is self.place or self.draw.maybe(0.5):
            self.reads = self.reads[:1]
            return "commit_time"
        return other.text

    def fill_order(self) -> str:
        return self.draw.one((">=", ">=", ">=", "<", ">", "<="))

    def fill_literal(self) -> str:
        return self.draw.one(self.place.pool.literals)

    def fill_literals(self) -> str:
        return ", ".join(self.draw.some(self.place.pool.literals, self.draw.one((1, 2, 3))))

    def fill_edges(self) -> str:
        return ", ".join(self.draw.some(self.place.pool.literals, 3))

    def fill_listed(self) -> str:
        return ", ".join(self.draw.some(self.place.pool.literals, 5, 2))

    def fill_classes(self) -> str:
        names = self.draw.one((("a",), ("a", "b"), ("a", "a", "b", "b")))
        count = len(self["listed"].split(", "))
        return ", ".join(f'"{self.draw.one(names)}"' for _ in range(count))

    def fill_low(self) -> str:
        return self.place.pool.literals[0]

    def fill_high(self) -> str:
        return self.draw.one(self.place.pool.literals[1:])

    def fill_step(self) -> str:
        return str(self.place.pool.unit * self.draw.one((1, 1, 2, 3)))

    def fill_words(self) -> str:
        known = [word for word in WORDS if word.isalnum() and word.islower()]
        return ", ".join(f'"{word}"' for word in self.draw.some(known, self.draw.one((1, 1, 2))))

    def fill_percents(self) -> str:
        return ", ".join(self.draw.some(EDGE_POOLS["percents"], 4, 2))

    def fill_spans(self) -> str:
        return ", ".join(self.draw.some(EDGE_POOLS["spans"], 4, 2))

    def fill_lengths(self) -> str:
        return ", ".join(self.draw.some(EDGE_POOLS["lengths"], 3))

    def fill_unit(self) -> str:
        return self.draw.one(("days", "days", "weeks", "months", "years"))

    def fill_years(self) -> str:
        return self.draw.one(("5", "10", "10", "20"))

    def fill_within(self) -> str:
        return self.draw.one(("7", "30"))

    def fill_characters(self) -> str:
        return self.draw.one(("1", "1", "2", "3"))

    def fill_bits(self) -> str:
        return self.draw.one(("8", "16", "24"))

    def fill_buckets(self) -> str:
        return "16" if self.draw.maybe(0.1) else self.place.pool.buckets

    def fill_km(self) -> str:
        return self.draw.one(("5", "5", "12"))

    def fill_key(self) -> str:
        return "north"

    def fill_latitude(self) -> str:
        return self.place.column.name

    def fill_longitude(self) -> str:
        return self.beside("degrees").column.name


def line(draw: Draw, form: Form, place: Place, table: Sequence[Place]) -> Line:
    """One form over a place."""
    slots = Slots(draw, form, place, table)
    text = form.text.format_map(slots)
    result = place.column.family if form.result == "same" else form.result
    missing = (
        form.missing
        or slots.missing
        or (place.missing and form.rule != "present" and not slots.filled)
    )
    needs = [(form.rule, column) for column in slots.reads]
    if slots.filled:
        needs += [("present", column) for column in slots.reads]
    return Line(
        text,
        result,
        missing,
        tuple(needs),
        tuple(dict.fromkeys(slots.reads)),
        tuple(slots.functions),
    )
