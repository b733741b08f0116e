"""A line of the lake -> records that are exactly what a policy lets through, or a reason why not.

Spark's own JSON reader makes NULL of a value that does not fit its type, rounds decimals and takes
unknown fields for granted; here nothing is guessed. Python's standard library only: executors get
this module by value.

No reason ever holds a value, only the names of fields.
"""

# Annotations stay texts: executors would look for the types of release.py, which they do not have.
from __future__ import annotations

import base64
import binascii
import datetime
import decimal
import json
import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import TypeAlias, TypeVar

    from .release import Field, Release

    T = TypeVar("T")
    Json: TypeAlias = "dict[str, Json] | list[Json] | str | Number | bool | None"
    Value: TypeAlias = (
        "bool | int | float | str | decimal.Decimal | datetime.date | bytearray | None"
    )
    Row: TypeAlias = "tuple[object, ...]"
    Read: TypeAlias = "Callable[[Json, str], Value]"  # a value and the name of its type
    # Of a version: its fields, the names of its row key, whether records have _commit_time.
    Forms: TypeAlias = "tuple[dict[str, _Checked], frozenset[str], bool]"

FORMAT = 2
UPSERTS = ("r", "c", "u")
# In place of a record that was too large to be sent: the row's key, how large it was and why.
TOO_LARGE = "m"
OPS = (*UPSERTS, "d", "t", "f", TOO_LARGE)
# Records of format 1 have no _format and no _run. What stood in the place of a position's last two: the
# ordinal in a transaction counts as a run, which no run of today is as low as, and _reread, which may be
# missing, as the ordinal. With positions apart _epoch counts as a run of generation 0.
OLD_SHARED = ("_gen", "_lsn", "_seq", "_reread")
OLD_APART = ("_epoch", "_pos")
INTEGERS = {"short": 2**15, "integer": 2**31, "long": 2**63}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?")
_POLICY = re.compile(r"([^@]+)@([0-9]+):([0-9a-f]{16})\Z")
_LSN = re.compile(r"[0-9A-F]{16}\Z")


class Rejected(Exception):
    """A record that does not go into the table: a word for it, and the field it is about."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field


class Number:
    """A JSON number, kept as its digits."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


# ---- JSON -----------------------------------------------------------------------------------------


def _no_constant(_: str) -> Json:
    raise Rejected("broken-json")  # NaN and Infinity are no JSON


def _no_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Rejected("broken-json")
    return found


class _Decoder:
    """Made where it is first used: the one of the standard library cannot travel to executors."""

    def __init__(self) -> None:
        self.decoder: json.JSONDecoder | None = None

    def __reduce__(self) -> tuple[type[_Decoder], tuple[()]]:
        return _Decoder, ()

    def __call__(self, text: str, at: int) -> tuple[Json, int]:
        if self.decoder is None:
            self.decoder = json.JSONDecoder(
                parse_float=Number,
                parse_int=Number,
                parse_constant=_no_constant,
                object_pairs_hook=_no_repeats,
            )
        return self.decoder.raw_decode(text, at)


decode = _Decoder()  # (value, where it ends) of the JSON that begins at a place in a text


def to_json(value: Json) -> str:
    """JSON without spaces, and a number's digits as they came."""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quote(k)}:{to_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    return _quote(value)


def _quote(value: str | bool | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def pieces(line: bytes) -> Iterator[tuple[str, dict[str, Json] | Rejected]]:
    """The objects of a line: (text, object), or (text, Rejected) for what is left when one is
    broken. Usually one; more where they were written without line breaks between them."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        yield line.decode("utf-8", "backslashreplace"), Rejected("not-utf8")
        return
    at, end = 0, len(text)
    while True:
        while at < end and text[at] in " \t\r\n":
            at += 1
        if at == end:
            return
        begin = at
        try:
            value, at = decode(text, at)
        except (ValueError, RecursionError, Rejected):
            yield text[begin:], Rejected("broken-json")
            return
        yield text[begin:at], value if isinstance(value, dict) else Rejected("not-an-object")


# ---- values ---------------------------------------------------------------------------------------


def _integer(value: Json, kind: str) -> int:
    if not isinstance(value, Number) or not _INTEGER.match(value.text) or len(value.text) > 20:
        raise ValueError
    number = int(value.text)
    if not -INTEGERS[kind] <= number < INTEGERS[kind]:
        raise ValueError
    return number


def _decimal(value: Json, kind: str) -> decimal.Decimal:
    precision, scale = map(int, kind[len("decimal(") : -1].split(","))
    if not isinstance(value, Number):
        raise ValueError
    number = decimal.Decimal(value.text)
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError  # infinite, which is no JSON
    while exponent < -scale and digits[-1] == 0 and len(digits) > 1:
        digits, exponent = digits[:-1], exponent + 1
    if exponent < -scale or len(digits) + exponent > precision - scale:
        if number != 0:
            raise ValueError
        digits, exponent = (0,), -scale
    return decimal.Decimal((sign, digits, exponent))


def _floating(value: Json, _: str) -> float:
    if not isinstance(value, Number):
        raise ValueError
    number = float(value.text)
    if math.isinf(number):
        raise ValueError
    return number


def _boolean(value: Json, _: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _text(value: Json, _: str) -> str:
    if not isinstance(value, str):
        raise ValueError
    value.encode("utf-8")  # a lone surrogate is no text
    return value


def _date(value: Json, _: str) -> datetime.date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError
    return datetime.date.fromisoformat(value)


def _local_time(value: Json, _: str) -> datetime.datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError
    return datetime.datetime.fromisoformat(value)


def _moment(value: Json, _: str) -> datetime.datetime:
    if not isinstance(value, str) or not value.endswith("Z"):
        raise ValueError
    return _local_time(value[:-1], _).replace(tzinfo=datetime.timezone.utc)


def _bytes(value: Json, _: str) -> bytearray:
    return bytearray(base64.b64decode(_text(value, _), validate=True))


_READERS: dict[str, Read] = {
    "boolean": _boolean,
    "short": _integer,
    "integer": _integer,
    "long": _integer,
    "float": _floating,
    "double": _floating,
    "date": _date,
    "timestamp": _moment,
    "timestamp_ntz": _local_time,
    "binary": _bytes,
}


def _reader(field: Field) -> Read:
    if field.json == "any":
        return lambda value, _: _text(to_json(value), _)
    if field.type.startswith("decimal("):
        return _decimal
    if field.json == "number" and field.type == "string":
        return _digits
    return _READERS.get(field.type, _text)


def _digits(value: Json, _: str) -> str:
    if not isinstance(value, Number):
        raise ValueError
    return value.text


class _Checked:
    """A field with what checks its values."""

    def __init__(self, field: Field) -> None:
        self.name, self.type, self.nullable = field.name, field.type, field.nullable
        self.values, self.read = field.values, _reader(field)
        self.may_be_unchanged = field.may_be_unchanged
        # `$` of JSON Schema's patterns is the end, of Python's also a last line break
        self.pattern = re.compile(re.sub(r"\$$", r"\\Z", field.pattern)) if field.pattern else None

    def value(self, given: Json) -> Value:
        if given is None:
            if not self.nullable:
                raise Rejected("null", self.name)
            return None
        try:
            value = self.read(given, self.type)
        except (ValueError, binascii.Error, decimal.InvalidOperation):
            raise Rejected("wrong-type", self.name) from None
        if self.values is not None and value not in self.values:
            raise Rejected("value-not-allowed", self.name)
        if self.pattern and isinstance(value, str) and not self.pattern.search(value):
            raise Rejected("value-not-allowed", self.name)
        return value


# ---- records --------------------------------------------------------------------------------------


class Reader:
    """Reads the records of one release, in every version that is known.

    `known`: the Releases (release.py) of that name; `others`: names of releases whose records may
    stand in the same files, and are passed over (others' readers take them)."""

    def __init__(self, known: Sequence[Release], others: Collection[str] = ()) -> None:
        current = max(known, key=lambda release: release.version)
        self.name, self.others = current.name, frozenset(others)
        self.positions = current.positions
        self.old_positions = OLD_APART if "_pos" in current.positions else OLD_SHARED
        self.columns = [field.name for field in current.fields]
        self.newest = current.version
        self.versions = {r.version for r in known}
        self.known = {(r.version, r.policy): self._forms(r) for r in known}

    @staticmethod
    def _forms(release: Release) -> Forms:
        fields = {f.name: _Checked(f) for f in release.fields}
        return fields, frozenset(release.row_key), release.timed

    def line(
        self, line: bytes | bytearray
    ) -> list[tuple[str | None, str | None, str | None, Row | None]]:
        """Every record of a line: (reason, field, text, row); a row is a tuple in the order of
        `schema`, None where there is a reason."""
        found: list[tuple[str | None, str | None, str | None, Row | None]] = []
        for text, value in pieces(bytes(line)):
            try:
                if isinstance(value, Rejected):
                    raise value
                row = self.record(value)
                if row is None:
                    continue
                if value["_op"] == TOO_LARGE:
                    # What the table has of the row is not true any more, and nobody knows what is: the row
                    # goes, and the quarantine says why.
                    found.append(("too-large", None, text, None))
                    row = ("d", *row[1:])
                found.append((None, None, None, row))
            except Rejected as rejected:
                found.append((rejected.reason, rejected.field, text, None))
        return found

    def record(self, record: dict[str, Json]) -> Row | None:
        """A row; None for another release's record that is passed over."""
        found = self._forms_of(record)
        if found is None:
            return None
        version, (fields, row_key, timed) = found
        op = record.get("_op")
        if not isinstance(op, str) or op not in OPS:
            raise Rejected("bad-envelope", "_op")
        position = self._position(record)
        time = None
        if timed:
            time = self._envelope(_moment, record.get("_commit_time"), "_commit_time")
        unchanged = self._unchanged(record, op, fields)
        keyed = op in ("d", TOO_LARGE)
        wanted: Collection[str] = fields if op in UPSERTS else row_key if keyed else ()
        values = self._values(record, fields, wanted, row_key, unchanged or ())
        if op == TOO_LARGE:
            self._envelope(_integer, record.get("_size"), "_size", "long")
            self._envelope(_text, record.get("_reason"), "_reason")
        self._nothing_else(record, wanted, timed)
        return (
            op,
            *position,
            version,
            record["_policy"],
            time,
            unchanged,
            *(values.get(name) for name in self.columns),
        )

    def _forms_of(self, record: dict[str, Json]) -> tuple[int, Forms] | None:
        """The version that a record names, and its forms; None for another release's."""
        policy = record.get("_policy")
        match = _POLICY.match(policy) if isinstance(policy, str) else None
        if not match:
            raise Rejected("bad-envelope", "_policy")
        if match[1] != self.name:
            if match[1] in self.others:
                return None
            raise Rejected("other-release", "_policy")
        version = int(match[2])
        forms = self.known.get((version, match[0]))
        if forms is None:
            if version > self.newest:
                raise Rejected("future-version", "_policy")
            known = version in self.versions
            raise Rejected("unknown-meaning" if known else "unknown-version", "_policy")
        return version, forms

    @staticmethod
    def _envelope(read: Callable[[Json, str], T], value: Json, name: str, kind: str = "") -> T:
        try:
            return read(value, kind)
        except ValueError:
            raise Rejected("bad-envelope", name) from None

    def _position(self, record: dict[str, Json]) -> list[str | int]:
        if "_format" not in record:
            return self._old_position(record)
        number = self._envelope(_integer, record["_format"], "_format", "long")
        if number != FORMAT:
            raise Rejected("future-format" if number > FORMAT else "bad-envelope", "_format")
        return [self._place(record, name) for name in self.positions]

    def _old_position(self, record: dict[str, Json]) -> list[str | int]:
        if self.old_positions is OLD_APART:
            return [0, *(self._place(record, name) for name in OLD_APART)]
        found = [
            self._place(record, name) for name in OLD_SHARED if name in record or name != "_reread"
        ]
        return found if "_reread" in record else [*found, 0]

    def _place(self, record: dict[str, Json], name: str) -> str | int:
        value = record.get(name)
        if name == "_lsn":
            if not isinstance(value, str) or not _LSN.match(value):
                raise Rejected("bad-envelope", name)
            return value
        number = self._envelope(_integer, value, name, "long")
        if number < (name == "_reread"):
            raise Rejected("bad-envelope", name)
        return number

    @staticmethod
    def _unchanged(
        record: dict[str, Json], op: str, fields: dict[str, _Checked]
    ) -> list[str] | None:
        names = record.get("_unchanged")
        if names is None and "_unchanged" not in record:
            return None
        if op not in UPSERTS or not isinstance(names, list) or not names:
            raise Rejected("bad-envelope", "_unchanged")
        found: list[str] = []
        for name in names:
            if (
                not isinstance(name, str)
                or name not in fields
                or not fields[name].may_be_unchanged
                or name in record
                or name in found
            ):
                raise Rejected("bad-envelope", "_unchanged")
            found.append(name)
        return found

    @staticmethod
    def _values(
        record: dict[str, Json],
        fields: dict[str, _Checked],
        wanted: Collection[str],
        row_key: frozenset[str],
        unchanged: Collection[str],
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name in wanted:
            if name in record:
                values[name] = fields[name].value(record[name])
            elif name in row_key:
                raise Rejected("missing-key", name)
            elif name not in unchanged:
                raise Rejected("missing-field", name)
        return values

    def _nothing_else(self, record: dict[str, Json], wanted: Collection[str], timed: bool) -> None:
        envelope = {"_op", "_policy", "_unchanged"}
        envelope.update(("_format", *self.positions) if "_format" in record else self.old_positions)
        if timed:
            envelope.add("_commit_time")
        if record["_op"] == TOO_LARGE:
            envelope.update(("_size", "_reason"))
        for name in record:
            if name not in wanted and name not in envelope:
                raise Rejected("unknown-field", name[:63])
