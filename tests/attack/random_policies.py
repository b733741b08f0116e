"""Random well-typed policies with random owners' rows: `policy(seed)`.

Each has one or two columns that several lines read, over one or two releases to a destination or two, and
the rows of owners that these lines need, with bounds that are now and then too tight for them. What the
compiler refuses of them it refuses for labels alone.

    python3 tests/attack/random_policies.py SEED      prints one
"""

import collections
import dataclasses
import sys
from collections.abc import Sequence

import columns
import forms
import owners_rows
import read_lines
from columns import Column, Place
from drawn import Draw, Pool
from nested import condition, nested
from owners_rows import Mood
from read_lines import Line

FIELDS = "ash birch cedar elm fir hazel larch maple oak pine rowan spruce willow yew".split()
HEAD = """policy language 1
levels open "Anyone" internal "Staff" personal "About a person" secret "Never released" end
role treasurer "Treasurer"
role steward "Steward"
"""
# What is done against a rule of labels that is no bound, in some policies.
FAULTS = "secret expired encrypted commit_time leaf filter filter_category".split()
ENDS = "deleted rows send key", "updates send changes"


@dataclasses.dataclass(frozen=True)
class Policy:
    """What was made, and what it has."""

    text: str
    functions: frozenset[str]
    lines: int  # on the column that most lines read


class Maker:
    """Makes one policy."""

    def __init__(self, seed: int) -> None:
        self.draw = draw = Draw(seed)
        self.mood = Mood(
            tight=draw.one((0.0, 0.0, 0.1, 0.5)),
            silent=draw.one((0.0, 0.0, 0.0, 0.02, 0.1)),
            target=draw.one(("open", "open", "internal")),
        )
        self.fault = draw.one(FAULTS) if draw.maybe(0.08) else ""
        if self.fault == "encrypted":  # all of it may be held, were it not encrypted
            self.mood = dataclasses.replace(self.mood, silent=1, target="personal")
        self.categories = [("fees",), ("fees", "care")][not self.fault and draw.maybe(0.2)]
        self.apart = draw.maybe(0.2) or self.fault == "commit_time"
        self.places: list[Place] = []
        self.rules: dict[str, list[str]] = {name: [] for name in ("fees", "care", "contact")}
        self.asked: set[tuple[str, str, str]] = set()
        self.decided = {"json_has"}  # it keeps the label, whatever owners say
        self.functions: set[str] = set()
        self.counts: collections.Counter[tuple[str, str]] = collections.Counter()
        self.destination = ""

    def owner(self, category: str) -> str:
        return "steward" if category == "care" else "treasurer"

    # The table.
    def make_table(self) -> None:
        draw = self.draw
        keyed = draw.maybe(0.3)
        key = Column(
            "member_no",
            "integer",
            "key",
            False,
            "personal" if keyed else "open",
            ("contact",) if keyed else (),
            " key" + (" identifies member" if draw.maybe(0.2) else ""),
        )
        self.places.append(Place(key, Pool(draw, "number", (), False)))
        family = draw.one(columns.FOCUS)
        if self.fault in ("encrypted", "leaf"):
            family = draw.one(("number", "text"))
        self.focus = [columns.focus(draw, "dues", family, self.categories, self.fault)]
        if family == "degrees":
            self.focus.append(columns.focus(draw, "easting", family, self.categories))
        elif not self.fault and draw.maybe(0.2):
            self.focus.append(
                columns.focus(draw, "visited", draw.one(columns.FOCUS[:-3]), self.categories)
            )
        self.places += self.focus
        if self.fault.startswith("filter"):
            column = Column("fined", "integer", "number", False, "personal", ("care",))
            self.filtered = Place(column, Pool(draw, "number", (), False))
            self.places.append(self.filtered)
        for name in draw.some(("rent", "joined", "seat"), 2, 0):
            other = draw.one((family, draw.one(list(columns.TYPES))))
            self.places.append(columns.beside(draw, name, other, ("contact",)))

    # Lines, and what owners say to them.
    def forms_of(self, place: Place) -> list[forms.Form]:
        """The forms that the lines on this column are drawn from: a few, so that they meet."""
        found = [form for form in forms.of(place) if self.usable(form, place)]
        measured = [form for form in found if form.rule in owners_rows.BOUNDED]
        if measured and self.draw.maybe(0.8):  # else there may be lines that cannot be compared
            alone = self.draw.one(measured).rule in owners_rows.MEASURED_ALONE
            measured = [
                form for form in measured if (form.rule in owners_rows.MEASURED_ALONE) == alone
            ]
        return self.draw.some(found, 1) + self.draw.some(measured, 3)

    def usable(self, form: forms.Form, place: Place) -> bool:
        """Whether the table has the columns that the form reads beside this one."""
        if self.apart and "commit_time" in form.text:
            return False
        families = {place.column.family} if "{other" in form.text else set()
        if self.apart and "{clock}" in form.text:
            families = {"date", "stamp"}
        if "{number}" in form.text:
            families = {"number", "float"}
        others = (other for other in self.places if other is not place and other.plain)
        return not families or any(other.column.family in families for other in others)

    def lines_on(self, place: Place, most: int) -> list[Line]:
        found = self.forms_of(place)
        count = self.draw.number(min(3, most), most)
        lines: dict[str, Line] = {}
        for _ in range(2 * count):
            line = read_lines.line(self.draw, self.draw.one(found), place, self.places)
            if len(lines) < count:
                lines[line.text] = line
        return nested(self.draw, list(lines.values()))

    def allow(self, line: Line) -> None:
        """Rows for what the line needs, where they are not there and nobody decides it instead."""
        for rule, column in line.needs:
            place = next(place for place in self.places if place.column is column)
            if rule in self.decided or column.level == "open":
                continue
            for category in column.categories:
                if (rule, column.name, category) in self.asked:
                    continue
                self.asked.add((rule, column.name, category))
                if not self.draw.maybe(self.mood.silent):
                    self.rules[category].append(owners_rows.row(self.draw, rule, place, self.mood))

    # Releases.
    def approval(self, line: Line) -> str:
        """Behind a decision's expression: from which label, why, and by whom."""
        end = "2026-06-30" if self.fault == "expired" else "2027-11-30"
        held = sorted({name for column in line.reads for name in column.categories})
        owners = sorted({self.owner(name) for name in held})
        level = max(
            (column.level for column in line.reads), key=("open", "internal", "personal").index
        )
        return (
            f" from {' '.join((level, *held))} as {self.mood.target}"
            f' because "Audit" approved by {" and ".join(owners)} until {end}'
        )

    def count(self, line: Line) -> None:
        self.counts.update((self.destination, column.name) for column in line.reads)

    def field(self, name: str, line: Line) -> str:
        """The line of a release; a decision where the owners' rows leave it above the clearance."""
        self.functions.update(line.functions)
        self.count(line)
        if any(
            rule in self.decided and column.level != "open" and column.categories
            for rule, column in line.needs
        ):
            return f"    disclose {name} = {line.text}{self.approval(line)}"
        return f"    derive {name} = {line.text}"

    def row_key(self) -> tuple[str, Line]:
        key = self.places[0].column
        if key.level == "open":
            return "    row key member_no = member_no", Line("", "", False, (), (key,), ())
        needs = (("pseudonym", key),)
        line = Line("pseudonym(member_no, using: north)", "", False, needs, (key,), ("pseudonym",))
        if "pseudonym" in self.decided:
            return f"    disclose row key ref = {line.text}{self.approval(line)}", line
        return f"    row key ref = {line.text}", line

    def release(self, stream: str, lines: Sequence[Line]) -> str:
        """A release of the table with these lines; other columns leave where they may."""
        draw = self.draw
        key_line, key = self.row_key()
        self.allow(key)
        self.functions.update(key.functions)
        body = [key_line]
        reads = set(key.reads)
        names = iter(FIELDS)
        for line in lines:
            body.append(self.field(next(names), line))
            reads.update(line.reads)
        for place in self.places:
            column = place.column
            may = column.level in ("open", self.mood.target) and place not in self.focus
            keeps = may and column.family not in ("array", "key")
            if keeps and draw.maybe(0.6):
                body.append(f"    keep {column.name}")
                reads.add(column)
        if self.fault.startswith("filter"):
            reads.add(self.filtered.column)
        held = [place.column.name for place in self.places if place.column not in reads]
        if held:
            body.append(f'    withhold {", ".join(held)} because "Not needed"')
        body += self.filter_of(lines)
        body += [f"    {end}" for end in ENDS]
        if self.fault == "commit_time" or (not self.apart and draw.maybe(0.2)):
            body.append("    metadata commit_time")
        return "\n".join(
            (
                f"release club.members to {stream} version 1",
                '    owner treasurer purpose "Yearly figures" lawful basis "Contract"'
                " review by 2029-06-30",
                *body,
                "end\n",
            )
        )

    def filter_of(self, lines: Sequence[Line]) -> list[str]:
        """Now and then a filter: one of the conditions that leave anyway, or one that should not be told."""
        if self.fault.startswith("filter"):
            form = self.draw.one((forms.ORDER[0], forms.EQUAL[0]))
            line = read_lines.line(self.draw, form, self.filtered, self.places)
            if self.fault == "filter_category":
                self.allow(line)
        else:
            found = [
                line
                for line in lines
                if condition(line) and not any(column.encrypted for column in line.reads)
            ]
            if not found or not self.draw.maybe(0.15):
                return []
            line = self.draw.one(found)
            if any(rule in self.decided for rule, _ in line.needs):
                return []
        self.count(line)
        return [f"    only rows where {line.text}", "    rejected rows send key"]

    def releases(self) -> str:
        """All releases, one or two to each destination."""
        draw = self.draw
        destinations = ["board"] + ["archive"] * draw.maybe(0.15)
        self.apart = self.apart or len(destinations) > 1
        lines = [
            line
            for at, place in enumerate(self.focus)
            for line in self.lines_on(place, 6 if at == 0 else 3)
        ]
        if self.fault == "expired" or (not self.fault and draw.maybe(0.25)):
            self.decided.add(draw.one(draw.one(lines).needs)[0])
        for line in lines:
            self.allow(line)
        self.streams = []
        text = ""
        for destination in destinations:
            self.destination = destination
            parts: list[list[Line]] = [[], []]
            for line in lines:
                parts[draw.maybe(0.3)].append(line)
            for name, part in zip(("members", "figures"), parts, strict=True):
                if part:
                    self.streams.append((destination, name))
                    text += self.release(f"{destination}.{name}", part)
        return text

    # All of it.
    def policy(self) -> Policy:
        self.make_table()
        releases = self.releases()
        text = HEAD
        if "using: north" in releases:
            links = ", ".join(dict.fromkeys(name for _, name in self.streams))
            text += f'key north for pseudonyms links {links} purpose "One member\'s rows" end\n'
        if any(place.column.encrypted for place in self.places):
            text += 'key vault for decryption purpose "The application\'s own" end\n'
        used = {name for place in self.places for name in place.column.categories}
        for category, rows in self.rules.items():
            if category in used:
                text += f"category {category} owned by {self.owner(category)}\n"
                text += "".join(f"{row}\n" for row in rows) + "end\n"
        accepted = sorted(used)
        if self.fault == "filter_category":
            accepted.remove("care")
        elif len(accepted) > 1 and self.draw.maybe(0.03):
            accepted = accepted[1:]
        for at, destination in enumerate(dict.fromkeys(name for name, _ in self.streams)):
            text += f"destination {destination} clearance {self.mood.target}"
            text += f" accepts {', '.join(accepted)}" if accepted else ""
            text += " positions apart" if self.apart or at > 0 else ""
            text += ' purpose "Yearly figures" owned by treasurer end\n'
        text += "table club.members\n"
        text += "".join(f"{place.column.written}\n" for place in self.places) + "end\n"
        return Policy(text + releases, frozenset(self.functions), max(self.counts.values()))


def policy(seed: int) -> Policy:
    """The policy of that seed."""
    return Maker(seed).policy()


if __name__ == "__main__":
    print(policy(int(sys.argv[1])).text, end="")
