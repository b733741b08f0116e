"""Random policies of several tables: what a receiver is told by whether records leave, when, and beside which
others. `policy(seed)`.

Tables have presences and columns of kinds; their releases have pseudonyms under one key or two, filters,
decisions about rows and updates, and commit times, to one destination or two, with positions shared or
apart. What the compiler refuses of them it refuses for labels alone, most for one thing.

    python3 tests/attack/several_tables.py SEED      prints one
"""

import dataclasses
import sys

from drawn import Draw

HEAD = """policy language 1
levels open "Anyone" coded "Pseudonyms" personal "About a person" special "Health" secret "Never" end
role steward "Steward"
role nurse "Nurse"
category club owned by steward
    may become coded by pseudonym
    may become coded by comparison
end
category health owned by nurse
    may become coded by pseudonym
end
"""
KINDS = "member place boat".split()
NAMES = "members boats injuries".split()
DECIDED = 'because "It was asked for" approved by {} until 2027-06-30'


@dataclasses.dataclass(frozen=True)
class Column:
    """As it is declared."""

    name: str
    type: str
    label: str
    kind: str = ""
    key: bool = False

    def declared(self) -> str:
        kind = f" identifies {self.kind}" if self.kind else ""
        return f"    column {self.name} {self.type} {self.label}{' key' if self.key else ''}{kind}"


@dataclasses.dataclass(frozen=True)
class Destination:
    """Where releases go."""

    name: str
    apart: bool
    accepts: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Table:
    """Its columns, the first of which is the key."""

    name: str
    presence: str
    identity: str  # "full", "index by_it"; empty: the key
    columns: tuple[Column, ...]


def fits(label: str, accepts: tuple[str, ...]) -> bool:
    """Whether a destination that is cleared for `coded` may hold what has the label."""
    level, _, category = label.partition(" ")
    return level in ("open", "coded") and (not category or category in accepts)


class Several:
    """Makes one policy."""

    def __init__(self, seed: int) -> None:
        self.draw = Draw(seed)
        self.keys = ("north", "south")[: 1 + self.draw.maybe(0.3)]
        self.careful = self.draw.maybe(0.6)  # whether what is secret is decided about, or left out
        self.key_of: dict[
            str, str
        ] = {}  # by kind: a second key for one would have to replace the first

    def column(self, name: str, key: bool) -> Column:
        draw = self.draw
        kind = draw.one((*KINDS, "", ""))
        label = draw.one(("open", "open", "coded club", "personal club", "personal club"))
        text = not key and draw.maybe(0.5)
        kind_type = "text" if kind == "place" or (not kind and text) else "integer"
        nullable = "?" if not key and draw.maybe(0.3) else ""
        return Column(name, kind_type + nullable, label, kind, key)

    def table(self, name: str) -> Table:
        draw = self.draw
        columns = [self.column("first", True)]
        columns += [self.column(other, False) for other in draw.some(("second", "third"), 2)]
        columns.append(
            Column("note", "text?", draw.one(("personal club", "open", "special health")))
        )
        presence = draw.one(("", "", "", "coded club", "special health", "personal club"))
        return Table(name, presence, draw.one(("", "", "full", "index by_it")), tuple(columns))

    # Releases.
    def code(self, table: Table, column: Column) -> str:
        kind = column.kind or f"{table.name}.{column.name}"
        key = self.key_of.setdefault(kind, self.draw.one(self.keys))
        verb = "row key" if column.key else "derive"
        return f"{verb} {column.name}_ref = pseudonym({column.name}, using: {key})"

    def field(self, table: Table, column: Column, to: Destination) -> list[str]:
        draw = self.draw
        held = fits(column.label, to.accepts)
        code = self.code(table, column)
        if column.key:
            plain = f"row key {column.name} = {column.name}"
            return [code if draw.maybe(0.6) or (self.careful and not held) else plain]
        coded = [code] if draw.maybe(0.4) and column.label != "special health" else []
        kept = [f"keep {column.name}"] if draw.maybe(0.4) and (held or not self.careful) else []
        return coded + kept or [f"withhold {column.name}"]

    def filter(self, table: Table, to: Destination) -> list[str]:
        usable = [
            column
            for column in table.columns
            if column.type == "integer"
            and (fits(column.label, to.accepts) or column.label == "personal club")
        ]
        if not usable or not self.draw.maybe(0.25):
            return []
        rejected = [] if table.identity else ["rejected rows send key"]
        return [f"only rows where {self.draw.one(usable).name} >= 10", *rejected]

    def updates(self, table: Table, to: Destination) -> str:
        labels = [column.label for column in table.columns]
        if self.draw.maybe(0.6):
            return "updates send changes"
        if all(fits(label, to.accepts) for label in labels) or not self.careful:
            return self.draw.one(("updates send always", ""))
        owners = ["steward"] if any("club" in label for label in labels) else []
        owners += ["nurse"] if any("health" in label for label in labels) else []
        return f"updates send always as coded {DECIDED.format(' and '.join(owners))}"

    def rows(self, table: Table, to: Destination) -> list[str]:
        if not table.presence or fits(table.presence, to.accepts) or not self.careful:
            return []
        owner = "nurse" if "health" in table.presence else "steward"
        return [f"disclose rows as coded {DECIDED.format(owner)}"]

    def release(self, table: Table, to: Destination) -> str:
        fields = [line for column in table.columns for line in self.field(table, column, to)]
        filters = self.filter(table, to)
        if filters:  # what the filter reads is not withheld
            name = filters[0].split()[3]
            fields = [field for field in fields if field != f"withhold {name}"]
        times = ["metadata commit_time"] if self.draw.maybe(0.05 if to.apart else 0.3) else []
        lines = [
            'owner steward purpose "Yearly figures"',
            *self.rows(table, to),
            *fields,
            *filters,
            "deleted rows " + self.draw.one(("send key", "send key", "stay")),
            self.updates(table, to),
            *times,
        ]
        head = f"release club.{table.name} to {to.name}.{table.name} version 1"
        return "\n    ".join([head, *lines]) + "\nend\n"

    def text(self) -> str:
        draw = self.draw
        accepts = ("club", "health") if draw.maybe(0.7) else ("club",)
        first = Destination("board", draw.maybe(0.5), accepts)
        second = Destination("clinic", draw.maybe(0.8), ("club", "health"))
        destinations = [first, second] if draw.maybe(0.3) else [first]
        tables = [self.table(name) for name in draw.some(NAMES, 3, 2)]
        releases = [
            self.release(table, to)
            for to in destinations
            for table in tables
            if to is first or draw.maybe(0.6)
        ]
        links = ", ".join(table.name for table in tables)
        purpose = 'purpose "Rows of one thing"'
        keys = [f"key {key} for pseudonyms links {links} {purpose} end\n" for key in self.keys]
        return HEAD + "".join(
            [
                *keys,
                *(declared_destination(to) for to in destinations),
                *(declared_table(table) for table in tables),
                *releases,
            ]
        )


def declared_destination(to: Destination) -> str:
    """Its block."""
    return (
        f"destination {to.name} clearance coded accepts {', '.join(to.accepts)}"
        f'{" positions apart" if to.apart else ""} purpose "Yearly figures" owned by steward end\n'
    )


def declared_table(table: Table) -> str:
    """Its block."""
    presence = f" presence {table.presence}" if table.presence else ""
    identity = f" replica identity {table.identity}" if table.identity else ""
    columns = "\n".join(column.declared() for column in table.columns)
    return f"table club.{table.name}{presence}{identity}\n{columns}\nend\n"


def policy(seed: int) -> str:
    """The policy of that seed."""
    return Several(seed).text()


if __name__ == "__main__":
    sys.stdout.write(policy(int(sys.argv[1])))
