"""The Delta tables: where they are, how they are made, and how they take over a later policy.

Under the lake's folder:

current/<destination>/<stream>   one row for each row key: what data teams read
history/<destination>/<stream>   every record, where that was asked for
deleted/<destination>/<stream>   keys that were deleted, with the position; and the last truncation
quarantine                       what fitted no policy, with the reason
fills                            which generations of each stream are filled
policies                         the generated files of every version that this lake has seen
checkpoints/<destination>/<stream>   of Structured Streaming: which files were read
"""

from __future__ import annotations

import functools
import json
import operator
import os
from collections.abc import Sequence

from delta.tables import DeltaTable
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from .release import POSITION_TYPES, BadSchemas, Release, parse_release, search
from .upgrade import upgrade

QUARANTINE = """
    `release` STRING COMMENT 'Whose record it was read as; missing where the text does not tell',
    `reason` STRING NOT NULL COMMENT 'What does not fit',
    `field` STRING COMMENT 'The field that it is about',
    `text` STRING NOT NULL COMMENT 'The record as it came',
    `file` STRING NOT NULL COMMENT 'The object that it came in',
    `digest` STRING NOT NULL COMMENT 'SHA-256 of the text: with the file the identity of this row',
    `seen_at` TIMESTAMP NOT NULL COMMENT 'When the job came across it'"""

POLICIES = """
    `release` STRING NOT NULL COMMENT 'Destination and stream',
    `version` INT NOT NULL COMMENT 'As records name it',
    `meaning` STRING NOT NULL COMMENT 'SHA-256 of what the policy means',
    `spark_json` STRING NOT NULL COMMENT 'As generated',
    `schema_json` STRING NOT NULL COMMENT 'As generated',
    `delta_sql` STRING NOT NULL COMMENT 'As generated',
    `since` TIMESTAMP NOT NULL COMMENT 'When this lake first saw it'"""


def only_row(frame: DataFrame) -> Row:
    """The row of a query that always has one, such as an aggregate."""
    row = frame.first()
    if row is None:
        raise LookupError("a query that always has a row has none")
    return row


class Lake:
    """The tables of one lake. One driver at a time writes them (docs/lake.md)."""

    def __init__(
        self, spark: SparkSession, root: str, properties: dict[str, str] | None = None
    ) -> None:
        self.spark = spark
        # Delta takes only a whole path for a table's name
        self.root = root.rstrip("/") if ":" in root else os.path.abspath(root)  # noqa: PTH100  # resolve() would follow links
        self.properties = properties or {}

    def path(self, kind: str, release: Release | None = None) -> str:
        where = f"{self.root}/{kind}"
        return f"{where}/{release.destination}/{release.stream}" if release else where

    def sql_name(self, kind: str, release: Release | None = None) -> str:
        path = self.path(kind, release)
        return "delta.`" + path.replace("`", "``") + "`"

    def table(self, kind: str, release: Release | None = None) -> DeltaTable:
        return DeltaTable.forPath(self.spark, self.path(kind, release))

    def read(self, kind: str, release: Release | None = None) -> DataFrame:
        return self.spark.read.format("delta").load(self.path(kind, release))

    def exists(self, kind: str, release: Release | None = None) -> bool:
        return DeltaTable.isDeltaTable(self.spark, self.path(kind, release))

    def create(self, kind: str, columns: str, release: Release | None = None) -> None:
        """A table of that kind, if there is none."""
        if not self.exists(kind, release):
            name = self.sql_name(kind, release)
            self.spark.sql(f"CREATE TABLE IF NOT EXISTS {name} ({columns}) USING DELTA")
        self._set_properties(kind, release)

    def _set_properties(self, kind: str, release: Release | None) -> None:
        """Retention and layout as the operator wants them, where they differ."""
        if not self.properties:
            return
        there = self.properties_of(kind, release)
        wanted = {k: v for k, v in self.properties.items() if there.get(k) != v}
        if wanted:
            words = ", ".join(f"'{k}' = '{v}'" for k, v in sorted(wanted.items()))
            name = self.sql_name(kind, release)
            self.spark.sql(f"ALTER TABLE {name} SET TBLPROPERTIES ({words})")

    def properties_of(self, kind: str, release: Release | None = None) -> dict[str, str]:
        detail = self.spark.sql(f"DESCRIBE DETAIL {self.sql_name(kind, release)}")
        properties: dict[str, str] = only_row(detail.select("properties"))[0]
        return properties

    # ---- policies -----------------------------------------------------------------------------

    def known(self, given: Sequence[Release]) -> dict[str, list[Release]]:
        """Release name -> all its versions: those given, and those that this lake saw before."""
        self.create("policies", POLICIES)
        rows = self.read("policies").collect()
        seen = {(r.release, r.meaning) for r in rows}
        found: dict[str, list[Release]] = {release.name: [] for release in given}
        for row in rows:
            if row.release in found:
                found[row.release].append(
                    parse_release(row.spark_json, row.schema_json, row.delta_sql)
                )
        new = [r for r in given if (r.name, r.meaning) not in seen]
        for release in new:
            found[release.name].append(release)
        if new:
            self._remember(new)
        return found

    def _remember(self, releases: Sequence[Release]) -> None:
        names = [f.name for f in self.read("policies").schema if f.name != "since"]
        rows = [(r.name, r.version, r.meaning, *r.sources) for r in releases]
        schema = T.StructType(
            [T.StructField(n, T.IntegerType() if n == "version" else T.StringType()) for n in names]
        )
        frame = self.spark.createDataFrame(rows, schema)
        frame = frame.withColumn("since", F.current_timestamp())
        frame.write.format("delta").mode("append").save(self.path("policies"))

    # ---- a release's tables -------------------------------------------------------------------

    def prepare(self, release: Release, known: Sequence[Release], history: bool = False) -> None:
        """Makes the tables of a release, or brings them to its version. Each step may be done again
        after a crash; the table's property `sluice.version` changes last."""
        if not self.exists("current", release):
            create, *constraints = release.sql(self.sql_name("current", release))
            self.spark.sql(create)
            self._constrain(release, constraints)
            self._set_properties("current", release)
        else:
            self._set_properties("current", release)
            upgrade(self, "current", release)
            self._take_over(release, known)
        self.create("deleted", self._deleted_columns(release), release)
        upgrade(self, "deleted", release)
        if history:
            self.create("history", self._history_columns(release), release)
            upgrade(self, "history", release)
            self._add_columns("history", release)

    def _constrain(self, release: Release, constraints: Sequence[str]) -> None:
        there = self.properties_of("current", release)
        for statement in constraints:
            name = search(r"ADD CONSTRAINT (\w+)", statement)[1].lower()
            if f"delta.constraints.{name}" not in there:
                self.spark.sql(statement)

    def _take_over(self, release: Release, known: Sequence[Release]) -> None:
        there = self.properties_of("current", release)
        version, meaning = int(there.get("sluice.version", 0)), there.get("sluice.meaning")
        if there.get("sluice.release") != release.name:
            raise BadSchemas(f"{self.path('current', release)} is no table of {release.name}")
        if version > release.version:
            raise BadSchemas(
                f"{release.name}: the table is at version {version}, the schemas are of version"
                f" {release.version}: give the folder that belongs to the pusher that runs now"
            )
        before = [r for r in known if r.meaning == meaning]
        self._refuse_other_types(release)
        if (version, meaning) == (release.version, release.meaning):
            self._constrain(release, release.sql(self.sql_name("current", release))[1:])
            return
        if before and before[0].row_key != release.row_key:
            raise BadSchemas(
                f"{release.name}: another row key than version {version} has; release it as a new"
                " stream, or move the old table away to have it made anew"
            )
        gone = self._removed(release)
        self._drop_constraints(release, there, gone)
        self._add_columns("current", release)
        self._empty(release, gone)
        name = self.sql_name("current", release)
        self._constrain(release, release.sql(name)[1:])
        self.spark.sql(
            f"ALTER TABLE {name} SET TBLPROPERTIES ('sluice.version' = '{release.version}',"
            f" 'sluice.meaning' = '{release.meaning}')"
        )

    def _refuse_other_types(self, release: Release) -> None:
        there = {f.name: f.dataType.simpleString() for f in self.read("current", release).schema}
        for field in release.fields:
            wanted = T.StructType.fromJson(
                {
                    "type": "struct",
                    "fields": [{"name": "f", "type": field.type, "nullable": True, "metadata": {}}],
                }
            )["f"].dataType.simpleString()
            if there.get(field.name, wanted) != wanted:
                raise BadSchemas(
                    f"{release.name}: field {field.name} is {wanted} in version {release.version}"
                    f" and {there[field.name]} in the table; give it another name in the policy, or"
                    " move the old table away to have it made anew"
                )

    def _drop_constraints(
        self, release: Release, there: dict[str, str], gone: Sequence[str]
    ) -> None:
        """The one of this version, which another meaning may have left; and where fields are no
        longer released, so that their values can go, those of all versions. What late records of
        such a version must be, the job itself looks at (records.py)."""
        for key in there:
            name = key.removeprefix("delta.constraints.")
            if name != key and (gone or name == f"policy_v{release.version}"):
                table = self.sql_name("current", release)
                self.spark.sql(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")

    def _add_columns(self, kind: str, release: Release) -> None:
        there = {f.name for f in self.read(kind, release).schema}
        table = release.table_columns
        new = [table[f.name] for f in release.fields if f.name not in there]
        if new:
            lines = ", ".join(new)
            self.spark.sql(f"ALTER TABLE {self.sql_name(kind, release)} ADD COLUMNS ({lines})")

    def _removed(self, release: Release) -> list[str]:
        """Columns of the table that the policy no longer releases."""
        kept = set(release.table_columns)
        names = self.read("current", release).schema.names
        return [name for name in names if name not in kept and not name.startswith("_")]

    def _empty(self, release: Release, gone: Sequence[str]) -> None:
        """What is no longer released is no longer shown; earlier versions of the table hold it until
        they are vacuumed."""
        if gone:
            self.table("current", release).update(
                functools.reduce(operator.or_, [F.col(f"`{name}`").isNotNull() for name in gone]),
                {f"`{name}`": F.lit(None) for name in gone},
            )

    def _deleted_columns(self, release: Release) -> str:
        lines = [release.table_columns[name].replace(" NOT NULL", "") for name in release.row_key]
        lines += ["`_op` STRING NOT NULL COMMENT 'd a deleted key, t a truncation'"]
        lines += [f"`{name}` {POSITION_TYPES[name]} NOT NULL" for name in release.order]
        lines += ["`_removed_at` TIMESTAMP NOT NULL COMMENT 'When the job came across it'"]
        return ", ".join(lines)

    def _history_columns(self, release: Release) -> str:
        lines = ["`_op` STRING NOT NULL COMMENT 'r c u d t f, as in the record'"]
        lines += [f"`{name}` {POSITION_TYPES[name]} NOT NULL" for name in release.order]
        lines += ["`_policy` STRING NOT NULL", "`_commit_time` TIMESTAMP"]
        lines += ["`_unchanged` ARRAY<STRING>", "`_file` STRING NOT NULL"]
        table = release.table_columns
        lines += [table[f.name].replace(" NOT NULL", "") for f in release.fields]
        return ", ".join(lines)


def record_type(release: Release) -> T.StructType:
    """What records.Reader gives for a record, as a type of Spark."""
    fields = [("_op", "string")]
    fields += [
        (n, {"BIGINT": "long", "INT": "integer"}.get(POSITION_TYPES[n], "string"))
        for n in release.order
    ]
    fields += [("_policy", "string"), ("_commit_time", "timestamp")]
    row = [{"name": n, "type": t, "nullable": True, "metadata": {}} for n, t in fields]
    array = {"type": "array", "elementType": "string", "containsNull": False}
    row.append({"name": "_unchanged", "type": array, "nullable": True, "metadata": {}})
    row += json.loads(release.sources[0])["fields"][-len(release.fields) :]
    return T.StructType.fromJson(
        {"type": "struct", "fields": [r | {"nullable": True} for r in row]}
    )
