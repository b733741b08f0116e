"""What the job knows of a release: read from the files that `sluice generate` writes, nothing else.

<release>.spark.json    the record's fields with their types
<release>.schema.json   what values they may have
<release>.delta.sql     the table
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
import re
from collections.abc import Callable
from typing import Any

# What orders the records of a stream, and identifies them. It begins with the generation.
SHARED = ("_gen", "_lsn", "_run", "_seq")
APART = ("_gen", "_run", "_pos")
POSITION_TYPES = {
    "_gen": "BIGINT",
    "_lsn": "STRING",
    "_run": "BIGINT",
    "_seq": "BIGINT",
    "_pos": "BIGINT",
    "_version": "INT",
}
SUFFIXES = ("spark.json", "schema.json", "delta.sql")
HASH_CHARS = 16  # of the meaning's SHA-256 in a record's _policy


class BadSchemas(Exception):
    """The generated files cannot be used as they are; the text says why and what to do."""


def search(pattern: str, text: str) -> re.Match[str]:
    """The first match in a generated text, which always has one."""
    match = re.search(pattern, text, re.DOTALL)
    if match is None:
        raise ValueError(f"no {pattern} in a generated file")
    return match


@dataclasses.dataclass(frozen=True)
class Field:
    """A field of a release; `type` as in Spark's JSON ("decimal(12,2)"), `json` as in the schema:
    "string", "number", … and "any" for a nested value."""

    name: str
    type: str
    json: str
    nullable: bool
    row_key: bool
    may_be_unchanged: bool  # records may name it in _unchanged
    values: frozenset[object] | None
    pattern: str | None


@dataclasses.dataclass(frozen=True)
class Release:
    """One version of a release."""

    name: str
    version: int
    meaning: str
    positions: tuple[str, ...]
    current: bool  # of the record format of today, as older generated files are not
    timed: bool
    fields: tuple[Field, ...]
    statements: tuple[str, ...]  # of the Delta table: CREATE TABLE, then the constraints
    sources: tuple[str, str, str]  # the texts it was read from: spark.json, schema.json, delta.sql

    @property
    def destination(self) -> str:
        return self.name.split(".", 1)[0]

    @property
    def stream(self) -> str:
        return self.name.split(".", 1)[1]

    @property
    def policy(self) -> str:
        """As records name it."""
        return f"{self.name}@{self.version}:{self.meaning[:HASH_CHARS]}"

    @property
    def row_key(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.row_key)

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that order a stream's records. Of two with one position, of which a policy that
        was put back can be the cause, the one of the later version counts."""
        return (*self.positions, "_version")

    @property
    def table_columns(self) -> dict[str, str]:
        """Column -> its line in the CREATE TABLE, in order."""
        body = search(r"\(\n(.*?)\n\)\nUSING DELTA", self.statements[0])[1]
        lines = [line.strip().removesuffix(",") for line in body.split("\n")]
        return {search(r"\A`((?:[^`]|``)+)`", line)[1].replace("``", "`"): line for line in lines}

    def sql(self, table: str) -> list[str]:
        """The statements, about the table of that name."""
        own = f"`{self.destination}`.`{self.stream}`"
        return [statement.replace(own, table, 1) for statement in self.statements]


def _field(spark: dict[str, Any], schema: dict[str, Any]) -> Field:
    types = schema.get("type", ["any", "null"])
    types = [types] if isinstance(types, str) else types
    values = schema.get("enum")
    return Field(
        name=spark["name"],
        type=spark["type"],
        json=types[0],
        nullable="null" in types,
        row_key=spark["metadata"].get("row_key", False),
        may_be_unchanged=spark["metadata"].get("may_be_unchanged", False),
        values=None if values is None else frozenset(v for v in values if v is not None),
        pattern=schema.get("pattern") or _FORMATS.get(schema.get("format", "")),
    )


_FORMATS = {"uuid": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"}


def _statements(sql: str) -> tuple[str, ...]:
    """The statements of a generated file: each ends a line with a semicolon."""
    text = "\n".join(line for line in sql.split("\n") if not line.startswith("--"))
    return tuple(part.strip() for part in text.split(";\n") if part.strip())


def parse_release(spark_json: str, schema_json: str, delta_sql: str) -> Release:
    """A Release from the texts of its three files."""
    spark, schema = json.loads(spark_json), json.loads(schema_json)
    name, version = search(r"\A(\S+) version (\d+)\Z", schema["title"]).groups()
    envelope = {f["name"] for f in spark["fields"] if f["name"].startswith("_")}
    return Release(
        name=name,
        version=int(version),
        meaning=schema["x-sluice-meaning-sha256"],
        positions=APART if "_pos" in envelope else SHARED,
        current="_format" in envelope,
        timed="_commit_time" in envelope,
        fields=tuple(
            _field(f, schema["properties"][f["name"]])
            for f in spark["fields"]
            if not f["name"].startswith("_")
        ),
        statements=_statements(delta_sql),
        sources=(spark_json, schema_json, delta_sql),
    )


def _texts(folder: str | pathlib.Path) -> dict[str, str]:
    """File name -> text, of a folder on this machine."""
    found = {}
    for suffix in SUFFIXES:
        for path in pathlib.Path(folder).glob(f"*.{suffix}"):
            try:
                found[path.name] = path.read_text(encoding="utf-8")
            except OSError as error:
                raise BadSchemas(f"{path} cannot be read: {error.strerror}") from error
    return found


def read_folder(folder: str, texts: Callable[[str], dict[str, str]] = _texts) -> list[Release]:
    """Every release of a folder that `sluice generate` wrote. `texts` gives a folder's files, where it
    is not on this machine."""
    files = texts(folder)
    names = sorted(n.removesuffix(".spark.json") for n in files if n.endswith(".spark.json"))
    if not names:
        raise BadSchemas(
            f"{folder} has no *.spark.json: name a folder that `sluice generate` wrote"
        )
    found = []
    for name in names:
        try:
            found.append(parse_release(*[files[f"{name}.{suffix}"] for suffix in SUFFIXES]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSchemas(
                f"{folder}/{name}.*: not as `sluice generate` writes them; generate again"
            ) from error
    return found
