"""The columns of a random table, and the places in them that lines read."""

import dataclasses

from drawn import Draw, Pool

# Types of each family, and whether their values have a fraction.
TYPES: dict[str, tuple[tuple[str, bool], ...]] = {
    "number": (
        ("smallint", False),
        ("integer", False),
        ("bigint", False),
        ("numeric(8,1)", True),
        ("numeric(8,2)", True),
        ("numeric", True),
    ),
    "float": (("real", True), ("double", True)),
    "degrees": (("double", True),),
    "date": (("date", False),),
    "stamp": (("timestamp", False), ("timestamptz", False)),
    "text": (("text", False), ("varchar(40)", False), ("citext", False), ("name", False)),
    "enum": (("enum", False),),
    "boolean": (("boolean", False),),
    "uuid": (("uuid", False),),
    "array": (("opaque", False),),
    "bytes": (("bytea", False),),
    "time": (("time", False),),
}
# How often each is the column that most lines read.
FOCUS = (
    *("number",) * 9,
    *("text",) * 8,
    *("date",) * 5,
    *("enum",) * 3,
    *("stamp",) * 3,
    *("float", "degrees", "boolean", "boolean", "array", "uuid"),
)
LEAVES = {
    "number": ("json_number", "numeric"),
    "text": ("json_text", "text"),
    "boolean": ("json_bool", "boolean"),
}
LABELS = ("halal", "kosher", "vegan", "rice", "beef")


@dataclasses.dataclass(frozen=True)
class Column:
    """A column as its table declares it."""

    name: str
    type: str
    family: str
    missing: bool
    level: str
    categories: tuple[str, ...]
    flags: str = ""
    encrypted: bool = False
    path: str = ""  # of a document: the place that lines read
    leaf: str = ""  # the declaration of that place, if there is one

    @property
    def label(self) -> str:
        return " ".join((self.level, *self.categories))

    @property
    def written(self) -> str:
        secret = " encrypted with vault as rails" if self.encrypted else ""
        mark = "?" if self.missing else ""
        kind = "jsonb" if self.path else self.type
        line = f"    column {self.name} {kind}{mark} {self.label}{self.flags}{secret}"
        return line + (f"\n    {self.leaf}" if self.leaf else "")


@dataclasses.dataclass(frozen=True)
class Place:
    """What a line reads: a column, or a place in a document."""

    column: Column
    pool: Pool

    @property
    def text(self) -> str:
        if not self.column.path:
            return self.column.name
        return f'{LEAVES[self.column.family][0]}({self.column.name}, path: "{self.column.path}")'

    @property
    def missing(self) -> bool:
        return self.column.missing or self.column.encrypted or bool(self.column.path)

    @property
    def plain(self) -> bool:
        """Whether other columns' lines may read it, too."""
        return not self.column.encrypted and not self.column.path

    @property
    def undeclared(self) -> bool:
        return bool(self.column.path) and not self.column.leaf


def a_type(draw: Draw, family: str) -> tuple[str, bool, list[str]]:
    """A type of the family, whether it has a fraction, and an enum's labels."""
    name, fraction = draw.one(TYPES[family])
    labels = draw.some(LABELS, 5, 4) if family == "enum" else []
    if labels:
        name = "enum(" + ", ".join(f'"{label}"' for label in labels) + ")"
    return name, fraction, labels


def focus(
    draw: Draw, name: str, family: str, categories: tuple[str, ...], fault: str = ""
) -> Place:
    """A column that several lines read: at times encrypted, or a document."""
    kind, fraction, labels = a_type(draw, family)
    level, path, leaf = "secret" if fault == "secret" else "personal", "", ""
    missing = draw.maybe(0.25)
    encrypted = kind in ("text", "date", "integer") and draw.maybe(0.06)
    if fault == "encrypted":
        kind, encrypted = {"number": "integer"}.get(family, family), True
        fraction = False
    if not encrypted and family in LEAVES and (fault == "leaf" or draw.maybe(0.1)):
        path = draw.one(("diet", "home.diet"))
        if family == "boolean" or fault == "leaf" or draw.maybe(0.7):
            label = " ".join(("open" if fault == "leaf" else level, *categories))
            leaf = f'leaf "{path}" of {name} {LEAVES[family][1]} {label}'
    column = Column(name, kind, family, missing, level, categories, "", encrypted, path, leaf)
    return Place(column, Pool(draw, family, labels, fraction))


def beside(draw: Draw, name: str, family: str, categories: tuple[str, ...]) -> Place:
    """Another column, which often may leave as it is."""
    kind, fraction, labels = a_type(draw, family)
    level = draw.one(("open", "open", "internal", "personal"))
    flags = " presence personal" if level == "internal" and draw.maybe(0.1) else ""
    missing = draw.maybe(0.15)
    held = categories if level != "open" else ()
    column = Column(name, kind, family, missing, level, held, flags)
    return Place(column, Pool(draw, family, labels, fraction))
