"""The policies of the yard: its tables, how each is released in one test or another, and the sets of
releases that pushers are built from."""

import dataclasses

HEAD = """policy language 1
levels
    open "Anybody"
    shut "Nobody"
end
role steward "Steward"
category things owned by steward "Things"
end
"""

KEY = """key link for pseudonyms links {streams} purpose "Another row key" end
"""

DESTINATION = """destination {name}
    clearance open
    accepts things
    positions {positions}
    purpose "Test"
    owned by steward
end
"""

RELEASE = """release depot.{table} to {destination}.{stream} version {version}
    owner steward
    purpose "Test"
    review by 2030-01-01
{lines}
    deleted rows {deleted}
    updates send changes
end
"""


@dataclasses.dataclass(frozen=True)
class Release:
    """One table and how it is released. `query` gives what the lake is to have of it."""

    table: str
    columns: str  # lines of the policy's table block
    lines: str  # of the release
    query: str
    key: tuple[str, ...] = ("id",)  # the row key's fields
    identity: str = ""
    destination: str = "yard"
    stream: str = ""  # the table's name
    version: int = 1
    deleted: str = "send key"
    key_is_secret: bool = False  # `query` does not know it

    @property
    def name(self) -> str:
        return self.stream or self.table

    def table_policy(self) -> str:
        return f"table depot.{self.table} {self.identity}\n{self.columns}\nend\n"

    def policy(self) -> str:
        return RELEASE.format(
            table=self.table,
            destination=self.destination,
            stream=self.name,
            version=self.version,
            lines=self.lines,
            deleted=self.deleted,
        )


CRATES = Release(
    table="crates",
    columns="column id integer open key\ncolumn label text? open\ncolumn place text? open\n"
    "column n integer? open\ncolumn note text? open",
    lines="row key id = id\nkeep label\nkeep place\nkeep n\nkeep note",
    query="SELECT id, label, place, n, note FROM depot.crates",
)
BAYS = Release(
    table="bays",
    columns="column id integer open key\ncolumn v text? open",
    lines="row key id = id\nkeep v",
    query="SELECT id, v FROM depot.bays",
)
# What `n` is stays at home: an update of it alone is not told.
CRATES_WITHOUT_N = dataclasses.replace(
    CRATES,
    lines='row key id = id\nkeep label\nkeep place\nwithhold n because "Test"\nkeep note',
    query="SELECT id, label, place, note FROM depot.crates",
)
# What the database adds is withheld, too.
CRATES_THAT_GROW = dataclasses.replace(
    CRATES_WITHOUT_N,
    columns=CRATES.columns + '\nwithhold new columns because "The platform adds them by itself"',
)
# What the database has added is released.
CRATES_GROWN = dataclasses.replace(
    CRATES,
    columns=CRATES.columns + "\ncolumn w text? open",
    lines=CRATES.lines + "\nkeep w",
    query="SELECT id, label, place, n, note, w FROM depot.crates",
)
# No column list: the platform may change what it wants.
CRATES_IN_WHOLE_ROWS = dataclasses.replace(
    CRATES_WITHOUT_N, columns=CRATES.columns + "\npublish whole rows"
)
# One column alone.
CRATES_BY_LABEL = dataclasses.replace(
    CRATES,
    lines='row key id = id\nkeep label\nwithhold place, n, note because "Test"',
    query="SELECT id, label FROM depot.crates",
)
CRATES_BY_PLACE = dataclasses.replace(
    CRATES,
    lines='row key id = id\nkeep place\nwithhold label, n, note because "Test"',
    query="SELECT id, place FROM depot.crates",
)
# The same columns read, and told otherwise.
BAYS_IN_WORDS = dataclasses.replace(
    BAYS, lines="row key id = id\nkeep v as word", query="SELECT id, v AS word FROM depot.bays"
)
BAYS_BY_PSEUDONYM = dataclasses.replace(
    BAYS,
    lines="row key ref = pseudonym(id, using: link)\nkeep v",
    query="SELECT v FROM depot.bays",  # which pseudonym is a row's, functions' tests know
    key=("ref",),
    key_is_secret=True,
    version=2,
)
# Likewise.
BAYS_WITHOUT_N = dataclasses.replace(
    BAYS,
    columns=BAYS.columns + "\ncolumn n integer? open",
    lines=BAYS.lines + '\nwithhold n because "Test"',
)
# A row that leaves the filter is to go, whatever a filling does meanwhile.
FEW_CRATES = dataclasses.replace(
    CRATES,
    lines=CRATES.lines + "\nonly rows where (n if missing 0) < 1000\nrejected rows send key",
    query=CRATES.query + " WHERE coalesce(n, 0) < 1000",
)
WHOLE_BAYS = dataclasses.replace(BAYS, identity="replica identity full")
WHOLE_CRATES = dataclasses.replace(CRATES_WITHOUT_N, identity="replica identity full")
HATCHES = dataclasses.replace(WHOLE_BAYS, table="hatches", query="SELECT id, v FROM depot.hatches")
HOLDS = dataclasses.replace(WHOLE_BAYS, table="holds", query="SELECT id, v FROM depot.holds")
KEPT_BAYS = dataclasses.replace(BAYS, deleted="stay")
LOADS = Release(
    table="loads",
    columns="column id integer open key\ncolumn d date open key\ncolumn v text? open",
    lines="row key id = id\nrow key d = d\nkeep v",
    query="SELECT id, d, v FROM depot.loads",
    key=("id", "d"),
)
DOORS = Release(
    table="doors",
    columns='column id integer open key\ncolumn state enum("open", "shut")? open',
    lines="row key id = id\nkeep state",
    query="SELECT id, state FROM depot.doors",
)
# Its fields depend on when the row was changed.
CREWS = Release(
    table="crews",
    columns="column id integer open key\ncolumn since timestamptz? open\ncolumn n integer? open",
    lines="row key id = id\n"
    "derive length = interval_band(since, commit_time, edges: [1, 60], unit: minutes)\n"
    "derive moment = commit_time\n"
    'withhold n because "Test"\nmetadata commit_time',
    query="SELECT id FROM depot.crews",
)

# Two receivers know the rowers under other names each, and nothing else of what the other knows.
SEATS = Release(
    table="rowers",
    columns="column id integer open key\ncolumn seat text open\ncolumn due integer open",
    lines='row key ref = pseudonym(id, using: link)\nkeep seat\nwithhold due because "Test"',
    query="SELECT seat FROM depot.rowers",
    key=("ref",),
    key_is_secret=True,
    destination="shed",
    stream="seats",
)
DUES = dataclasses.replace(
    SEATS,
    lines='row key ref = pseudonym(id, using: link)\nkeep due\nwithhold seat because "Test"',
    query="SELECT due FROM depot.rowers",
    destination="hut",
    stream="dues",
)

RACKS = Release(
    table="racks",
    columns="column id integer open key\ncolumn v text? open\ncolumn n integer? open",
    lines="row key id = id\nkeep v\nonly rows where (n if missing 0) < 1000\nrejected rows send key",
    query="SELECT id, v FROM depot.racks WHERE coalesce(n, 0) < 1000",
    destination="shed",
)

# The policy lists the columns in another order than the table has them. `state` and `size` are compared
# alone, `mood` is kept, `kind`, `secret` and `old` are withheld.
LEDGER = Release(
    table="ledger",
    columns='column total bigint? open\ncolumn state enum("open", "shut") open\n'
    "column id integer open key\ncolumn secret text open\n"
    'column kind enum("open", "shut") open\ncolumn code varchar(50)? open\n'
    'column mood enum("good", "bad")? open\ncolumn amount numeric(12,2)? open\n'
    "column old integer open\ncolumn title text? open\ncolumn seen timestamptz? open\n"
    'column size enum("small", "large")? open',
    lines="row key id = id\nkeep code\nkeep title\nkeep amount\nkeep total\nkeep seen\nkeep mood\n"
    'derive is_open = state is "open"\nderive has_state = present(state)\n'
    'derive large = group(size, from: ["large"], to: ["yes"])\n'
    'withhold secret, kind, old because "Test"',
    query="SELECT id, code, title, amount, total, mood, state = 'open' AS is_open,"
    """ to_char(seen AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS seen,"""
    " state IS NOT NULL AS has_state, CASE WHEN size = 'large' THEN 'yes' END AS large"
    " FROM depot.ledger",
)
# Two releases of one table, of which one keeps the label.
TURNS = Release(
    table="turns",
    columns='column id integer open key\ncolumn state enum("open", "shut") open\n'
    "column v text? open",
    lines='row key id = id\nderive is_open = state is "open"\nkeep v',
    query="SELECT id, state = 'open' AS is_open, v FROM depot.turns",
)
TURNS_IN_WORDS = dataclasses.replace(
    TURNS,
    lines="row key id = id\nkeep state\nkeep v",
    query="SELECT id, state, v FROM depot.turns",
    stream="words",
    destination="shed",
)

# Tables that the kill oracle changes for long without filling them again: long values that stay, keys that
# move, filters over a default identity and over an index, and a row key that is a pseudonym.
GROWS = '\nwithhold new columns because "The platform adds them by itself"'
LONG_CRATES = dataclasses.replace(CRATES_THAT_GROW, destination="shed")
LONG_RACKS = dataclasses.replace(
    RACKS,
    columns=RACKS.columns + "\ncolumn note text? open" + GROWS,
    lines=RACKS.lines.replace("keep v", "keep v\nkeep note"),
    query="SELECT id, v, note FROM depot.racks WHERE coalesce(n, 0) < 1000",
)
PARCELS = Release(
    table="parcels",
    identity="replica identity index parcels_identity",
    columns="column id integer open key\ncolumn ready boolean open\ncolumn v text? open\n"
    "column n integer? open\ncolumn note text? open" + GROWS,
    lines='row key id = id\nkeep v\nwithhold n because "Test"\nkeep note\n'
    "only rows where ready\nrejected rows send key",
    query="SELECT id, v, note FROM depot.parcels WHERE ready",
    destination="shed",
)
BOLTS = Release(
    table="bolts",
    columns="column id integer open key\ncolumn v text? open\ncolumn n integer? open\n"
    "column note text? open" + GROWS,
    lines='row key ref = pseudonym(id, using: link)\nkeep v\nwithhold n because "Test"\nkeep note',
    query="SELECT v, note FROM depot.bolts",
    key=("ref",),
    key_is_secret=True,
)

# Keys that JSON cannot hold, where they are infinite or no number.
PAIRS = Release(
    table="pairs",
    columns="column k numeric open key\ncolumn id integer open key\ncolumn v text? open",
    lines="row key k = k\nrow key id = id\nkeep v",
    query="SELECT k, id, v FROM depot.pairs",
    key=("k", "id"),
)
ONES = Release(
    table="ones",
    columns="column k numeric open key\ncolumn v text? open",
    lines="row key k = k\nkeep v",
    query="SELECT k, v FROM depot.ones",
    key=("k",),
)

# A filter whose result is as long as the row.
MEMOS = Release(
    table="memos",
    columns="column id integer open key\ncolumn body text? open\ncolumn v text? open",
    lines='row key id = id\nkeep v\nonly rows where (lower(body) if missing "open") is "open"\n'
    "rejected rows send key",
    query="SELECT id, v FROM depot.memos WHERE coalesce(lower(body), 'open') = 'open'",
    identity="replica identity full",
)

POSITIONS = {"yard": "shared", "shed": "apart", "hut": "apart"}

BUILDS = {
    "both": (CRATES, BAYS),
    "one": (CRATES,),
    "bays": (BAYS,),
    "boxes": (dataclasses.replace(CRATES, stream="boxes"), BAYS),
    "label": (CRATES_BY_LABEL, BAYS),
    "place": (CRATES_BY_PLACE, BAYS),
    "loads": (CRATES, LOADS),
    "hidden": (CRATES_WITHOUT_N, BAYS),
    "words": (CRATES, BAYS_IN_WORDS),
    "pseudonym": (CRATES, BAYS_BY_PSEUDONYM),
    "whole": (CRATES, WHOLE_BAYS),
    "whole keys": (CRATES_IN_WHOLE_ROWS, WHOLE_BAYS, HATCHES, HOLDS),
    "whole crates": (WHOLE_CRATES, BAYS),
    "kept": (CRATES, KEPT_BAYS),
    "doors": (CRATES, DOORS),
    "crews": (CRATES, CREWS),
    "rowers": (SEATS, DUES),
    "long bays": (CRATES_WITHOUT_N, BAYS_WITHOUT_N),
    "new columns": (CRATES_THAT_GROW, BAYS),
    "grown": (CRATES_GROWN, BAYS),
    "whole rows": (CRATES_IN_WHOLE_ROWS, BAYS),
    "few": (FEW_CRATES, BAYS),
    "apart": (dataclasses.replace(CRATES_WITHOUT_N, destination="shed"), BAYS),
    "kills": (CRATES_WITHOUT_N, WHOLE_BAYS, LOADS, RACKS),
    "kills older": (CRATES_WITHOUT_N, WHOLE_BAYS),
    "kept rows": (LONG_CRATES, LONG_RACKS, PARCELS, BOLTS, WHOLE_BAYS),
    "ledger": (CRATES, LEDGER),
    "whole ledger": (CRATES, dataclasses.replace(LEDGER, identity="replica identity full")),
    "turns": (CRATES, TURNS, TURNS_IN_WORDS),
    "alike": (
        CRATES,
        dataclasses.replace(BAYS, destination="shed"),
        dataclasses.replace(BAYS, stream="xbays"),
    ),
    "numbers": (BAYS, PAIRS, ONES, MEMOS),
    "two lakes": (CRATES, dataclasses.replace(BAYS, destination="shed")),
}


def linked(releases: tuple[Release, ...]) -> list[str]:
    """The streams whose pseudonyms a key makes."""
    return [release.name for release in releases if "using: link" in release.lines]


def uses_key(releases: tuple[Release, ...]) -> bool:
    return bool(linked(releases))


def policies(releases: tuple[Release, ...]) -> str:
    destinations = dict.fromkeys(release.destination for release in releases)
    streams = ", ".join(linked(releases))
    text = HEAD + (KEY.format(streams=streams) if streams else "")
    text += "".join(DESTINATION.format(name=d, positions=POSITIONS[d]) for d in destinations)
    tables = {release.table: release.table_policy() for release in releases}
    return text + "".join(tables.values()) + "".join(release.policy() for release in releases)
