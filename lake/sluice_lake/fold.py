"""Folds a batch of records into a release's table.

The state of a row key is, for each field, the newest record that carried it, by position; the newest
deletion of the key; and of the stream, the newest truncation and the highest generation that is filled.
Each is a maximum, so that the tables come out the same in whatever order and however often records arrive
(docs/lake.md).

A generation that is filled is as good as a truncation ahead of all its records: positions begin with the
generation, so that it removes what is of an older one, and nothing else.
"""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Iterable

from pyspark.sql import Column, DataFrame, Row
from pyspark.sql import functions as F

from .release import Release
from .tables import Lake, only_row
from .upgrade import as_held, held_position

UPSERTS = ("r", "c", "u")


@dataclasses.dataclass
class Counts:
    """What a batch did to a table."""

    put: int = 0
    removed: int = 0
    truncated: bool = False


def _names(names: Iterable[str], alias: str | None = None) -> list[Column]:
    """Columns by their exact names, which may hold anything."""
    before = f"{alias}." if alias else ""
    return [F.col(f"{before}`{name.replace('`', '``')}`") for name in names]


def _name(name: str, alias: str | None = None) -> Column:
    return _names([name], alias)[0]


@dataclasses.dataclass
class Facts:
    """Of a batch, all that is asked of it before it is folded."""

    truncated: Row | None  # position of the newest truncation, None without one
    filled: Row | None  # of the end mark with the highest generation: that, and when it was written
    unchanged: bool  # whether some record leaves fields out
    deletes: bool

    @staticmethod
    def columns(position: Column) -> list[Column]:
        """What to aggregate a batch by."""
        op = F.col("_op")
        return [
            F.max(F.when(op == "t", position)).alias("truncated"),
            F.max(
                F.when(op == "f", F.struct("_gen", F.col("_written").cast("double").alias("at")))
            ).alias("filled"),
            F.coalesce(F.max(F.col("_unchanged").isNotNull()), F.lit(False)).alias("unchanged"),
            F.coalesce(F.max(op == "d"), F.lit(False)).alias("deletes"),
        ]


class Fold:
    """Of one release. Remembers between batches what else would have to be looked up: this job alone
    writes the tables."""

    def __init__(self, lake: Lake, release: Release, filled: int = 0) -> None:
        self.lake, self.release = lake, release
        self.filled = filled  # the highest generation that is, 0: none
        self.keys = list(release.row_key)
        self.fields = [f.name for f in release.fields if not f.row_key]
        self.known = False  # whether the next three are
        self.floor: Row | None = None  # what is not above this position is gone
        self.any_deleted = False
        self.any_unchanged = False

    def position(self, alias: str | None = None) -> Column:
        """The columns that order records, as one value that can be compared."""
        return F.struct(*[_name(n, alias).alias(n) for n in self.release.order])

    def __call__(self, batch: DataFrame, facts: Facts) -> Counts:
        """`batch` is what records.Reader gave, a column for each member of the row."""
        if not self.known:
            self._look()
        batch = batch.withColumn("_at", self.position())
        before = self.floor
        self.floor = max(filter(None, (before, facts.truncated)), default=None)
        alive = batch.where(~F.col("_op").isin("t", "f"))
        if self.floor is not None:
            alive = alive.where(F.col("_at") > self._literal(self.floor))
        dead = self._newest_deletions(alive, facts.deletes)
        fresh = self._after(alive.where(F.col("_op").isin(*UPSERTS)), dead)
        self._remember(
            dead if facts.deletes else None, self.floor if self.floor != before else None
        )
        self.any_unchanged = self.any_unchanged or facts.unchanged
        changes = (self._by_field if self.any_unchanged else self._by_row)(fresh, dead)
        counts = self._merge(changes, self.floor if self._sinks(facts) else None)
        if self.any_unchanged:
            self.any_unchanged = self._holds_unchanged()
        return counts

    def _sinks(self, facts: Facts) -> bool:
        """Whether rows of the table may be below the floor: for a truncation of this batch; and where an end
        mark is read again, since then the table was put back to an earlier version."""
        again = facts.filled is not None and facts.filled[0] <= self.filled
        return facts.truncated is not None or again

    def _look(self) -> None:
        deleted = self.lake.read("deleted", self.release)
        is_mark = F.col("_op") == "t"
        self.floor, marks, rows = only_row(
            deleted.agg(
                F.max(F.when(is_mark, self.position())), F.count(F.when(is_mark, 1)), F.count("*")
            )
        )
        self.floor = max(filter(None, (self.floor, self._below(self.filled))), default=None)
        self.any_deleted = rows > marks
        self.any_unchanged = self._holds_unchanged()
        self.known = True

    def _below(self, generation: int) -> Row | None:
        """A position below all of a generation, and above all of older ones."""
        lowest = {"_gen": generation, "_lsn": ""}
        order = self.release.order
        return Row(*order)(*[lowest.get(n, -1) for n in order]) if generation else None

    def _holds_unchanged(self) -> bool:
        table = self.lake.read("current", self.release)
        return not table.where("_unchanged IS NOT NULL").select("_unchanged").isEmpty()

    def _literal(self, position: Row) -> Column:
        fields = self.lake.read("deleted", self.release).schema
        return F.struct(
            *[F.lit(position[n]).cast(fields[n].dataType).alias(n) for n in self.release.order]
        )

    def _is_older(self, alias: str, position: Row) -> Column:
        """Column by column: MERGE does not compare a table's columns as one value."""
        found = F.lit(False)
        for name in reversed(self.release.order):
            column, value = _name(name, alias), F.lit(position[name])
            found = (column < value) | ((column == value) & found)
        return found

    # ---- deletions ----------------------------------------------------------------------------

    def _newest_deletions(self, alive: DataFrame, some: bool) -> DataFrame | None:
        """Row key, `_dead` (newest deletion), and of it in this batch `_new`, stored `_old`; None
        where there is none at all."""
        parts = []
        if some:
            new = alive.where("_op = 'd'").groupBy(*_names(self.keys))
            parts.append(new.agg(F.max("_at").alias("_dead"), F.lit(True).alias("_is_new")))
        if self.any_deleted:
            old = self.lake.read("deleted", self.release).where("_op = 'd'")
            old = old.select(
                *_names(self.keys), self.position().alias("_dead"), F.lit(False).alias("_is_new")
            )
            keys = alive.select(*_names(self.keys)).distinct()
            parts.append(old.join(keys, self.keys, "left_semi"))
        if not parts:
            return None
        return (
            functools.reduce(lambda one, other: one.unionByName(other), parts)
            .groupBy(*_names(self.keys))
            .agg(
                F.max("_dead").alias("_dead"),
                F.max(F.when(F.col("_is_new"), F.col("_dead"))).alias("_new"),
                F.max(F.when(~F.col("_is_new"), F.col("_dead"))).alias("_old"),
            )
        )

    def _after(self, upserts: DataFrame, dead: DataFrame | None) -> DataFrame:
        if dead is None:
            return upserts
        joined = upserts.join(dead.select(*_names(self.keys), "_dead"), self.keys, "left")
        return joined.where(F.col("_dead").isNull() | (F.col("_at") > F.col("_dead")))

    def _remember(self, dead: DataFrame | None, floor: Row | None) -> None:
        """Deletions and truncations outlive the row, so that no older record that comes late brings
        it back. Written before the table: a batch that crashed in between is done again."""
        parts = []
        if dead is not None:
            later = F.col("_new").isNotNull() & (
                F.col("_old").isNull() | (F.col("_new") > F.col("_old"))
            )
            parts.append(
                dead.where(later).select(*_names(self.keys), F.lit("d").alias("_op"), "_new.*")
            )
            self.any_deleted = True
        if floor is not None:
            types = self.lake.read("deleted", self.release).schema
            keys = [F.lit(None).cast(types[k].dataType).alias(k) for k in self.keys]
            mark = self.lake.spark.range(1).select(
                *keys, F.lit("t").alias("_op"), self._literal(floor).alias("_new")
            )
            parts.append(mark.select(*_names(self.keys), "_op", "_new.*"))
        if parts:
            new = functools.reduce(lambda one, other: one.unionByName(other), parts)
            (
                new.withColumn("_removed_at", F.current_timestamp())
                .write.format("delta")
                .mode("append")
                .save(self.lake.path("deleted", self.release))
            )

    # ---- changes: row key, columns of the table, `_action` put or drop --------------------------

    def _target(self, touched: DataFrame, *columns: Column) -> DataFrame:
        """The table's rows of these keys: a batch is small and a table is not, so that only the rows
        that a batch is about travel further than the file they are in."""
        table = self.lake.read("current", self.release)
        table = table.select(*_names(self.keys), self.position().alias("_was"), *columns)
        return table.join(touched.select(*_names(self.keys)), self.keys, "left_semi")

    def _by_row(self, fresh: DataFrame, dead: DataFrame | None) -> DataFrame:
        """Where every record carries all fields, the newest record is the row."""
        columns = [*self.release.order, "_policy", "_commit_time", *self.fields]
        newest = fresh.groupBy(*_names(self.keys)).agg(
            F.max_by(F.struct(*_names(columns)), F.col("_at")).alias("_row"),
            F.max("_at").alias("_at"),
        )
        put = newest.join(self._target(newest), self.keys, "left").where(
            F.col("_was").isNull() | (F.col("_at") > F.col("_was"))
        )
        put = put.select(*_names(self.keys), "_row.*", F.lit("put").alias("_action"))
        if dead is None:
            return put
        gone = dead.join(self._target(dead), self.keys).where(F.col("_dead") > F.col("_was"))
        gone = gone.join(newest.select(*_names(self.keys)), self.keys, "left_anti")
        gone = gone.select(*_names(self.keys), F.lit("drop").alias("_action"))
        return put.unionByName(gone, allowMissingColumns=True)

    def _by_field(self, fresh: DataFrame, dead: DataFrame | None) -> DataFrame:
        """Where records leave fields out, each field comes from the newest record that has it."""
        left_out = F.coalesce(F.col("_unchanged"), F.array().cast("array<string>"))
        meta = ["_policy", *(["_commit_time"] if self.release.timed else [])]
        newest = fresh.groupBy(*_names(self.keys)).agg(
            F.max("_at").alias("_at"),
            F.max_by(F.struct(*meta), F.col("_at")).alias("_meta"),
            *[
                F.max(
                    F.when(
                        ~F.array_contains(left_out, n),
                        F.struct(F.col("_at"), _name(n).alias("v")),
                    )
                ).alias(f"new {i}")
                for i, n in enumerate(self.fields)
            ],
        )
        columns = [
            F.lit(True).alias("_held"),
            F.struct(*meta).alias("_old_meta"),
            *[self._supplier(n).alias(f"old {i}") for i, n in enumerate(self.fields)],
        ]
        # a late deletion also takes fields out of a row that stays
        limits = [F.lit(None).cast(newest.schema["_at"].dataType)] * 2
        if dead is not None:
            newest = newest.join(dead.select(*_names(self.keys), "_dead"), self.keys, "full")
            limits.append(F.col("_dead"))
        if self.floor is not None:
            limits.append(self._literal(self.floor))
        both = newest.join(self._target(newest, *columns), self.keys, "left")
        return self._combined(both.withColumn("_limit", F.greatest(*limits)))

    def _supplier(self, name: str) -> Column:
        """(position, value) of a field in the table; NULL where no record gave it."""
        listed = F.coalesce(F.map_contains_key(F.col("_unchanged"), name), F.lit(False))
        held = F.col("_unchanged")[name]
        # its members may be others than `order`, and in another order, in a table that was upgraded
        own = F.when(held.isNotNull(), F.struct(*[held[n].alias(n) for n in self.release.order]))
        at = F.when(listed, own).otherwise(self.position())
        return F.when(at.isNotNull(), F.struct(at.alias("_at"), _name(name).alias("v")))

    def _combined(self, both: DataFrame) -> DataFrame:
        """The newer of what the batch has and what the table has, field by field."""

        def living(at: Column, value: Column) -> Column:
            return F.when(F.col("_limit").isNull() | (at > F.col("_limit")), value)

        numbered = list(enumerate(self.fields))
        stays = living(F.col("_was"), F.col("_was"))
        frame = both.withColumn("_stays", stays).withColumn("_now", F.greatest("_at", "_stays"))
        frame = frame.withColumns(
            {
                f"now {i}": F.greatest(
                    F.col(f"new {i}"), living(F.col(f"old {i}")["_at"], F.col(f"old {i}"))
                )
                for i, _ in numbered
            }
        )
        entries = F.array(
            *[
                F.struct(F.lit(n).alias("k"), F.col(f"now {i}")["_at"].alias("v"))
                for i, n in numbered
            ]
        )
        late = F.filter(entries, lambda e: e["v"].isNull() | (e["v"] != F.col("_now")))
        newer = F.col("_stays").isNull() | (F.col("_at") > F.col("_stays"))
        meta = F.when(newer, F.col("_meta")).otherwise(F.col("_old_meta"))
        frame = frame.withColumn("_late", late).withColumn("_meta_now", meta)
        differs = [~F.col(f"now {i}").eqNullSafe(F.col(f"old {i}")) for i, _ in numbered]
        differs.append(~F.col("_now").eqNullSafe(F.col("_was")))
        put = frame.where(
            F.col("_now").isNotNull()
            & (F.col("_held").isNull() | functools.reduce(operator.or_, differs))
        ).select(
            *_names(self.keys),
            "_now.*",
            "_meta_now.*",
            F.when(F.size("_late") > 0, self._suppliers(F.col("_late"))).alias("_unchanged"),
            *[F.col(f"now {i}")["v"].alias(n) for i, n in numbered],
            F.lit("put").alias("_action"),
        )
        gone = frame.where(F.col("_now").isNull() & F.col("_held"))
        gone = gone.select(*_names(self.keys), F.lit("drop").alias("_action"))
        return put.unionByName(gone, allowMissingColumns=True)

    def _suppliers(self, entries: Column) -> Column:
        """Entries of name and position as the table holds them."""
        held = held_position(self.lake.read("current", self.release).schema)
        if held is None or tuple(held.names) == self.release.order:
            return F.map_from_entries(entries)

        def entry(given: Column) -> Column:
            at = given["v"]
            own = as_held({n: at[n] for n in self.release.order}, held)
            return F.struct(given["k"].alias("k"), F.when(at.isNotNull(), own).alias("v"))

        return F.map_from_entries(F.transform(entries, entry))

    # ---- the table ----------------------------------------------------------------------------

    def drop_older(self, generation: int) -> int:
        """The generation is filled: rows and fields that older ones gave are gone, for good. How many rows
        went."""
        if not self.known:
            self._look()
        table = self.lake.table("current", self.release)
        older = F.col("_gen") < generation
        removed = table.toDF().where(older).count()
        if removed:
            table.delete(older)
        if self.any_unchanged:
            self._drop_older_fields(generation)
        self.filled = generation
        self.floor = max(filter(None, (self.floor, self._below(generation))), default=None)
        return removed

    def _drop_older_fields(self, generation: int) -> None:
        """Of rows whose newest record left fields out."""

        def is_older(position: Column) -> Column:
            return F.coalesce(position["_gen"] < generation, F.lit(False))

        held = F.col("_unchanged")
        changes: dict[str, str | Column] = {
            f"`{n.replace('`', '``')}`": F.when(~is_older(held[n]), _name(n)) for n in self.fields
        }
        changes["_unchanged"] = F.transform_values(held, lambda _, at: F.when(~is_older(at), at))
        self.lake.table("current", self.release).update(
            F.exists(F.map_values(held), is_older), changes
        )

    def _merge(self, changes: DataFrame, floor: Row | None) -> Counts:
        """`floor`: what is not above it goes, where that may be something."""
        changes = changes.persist()
        count = {row._action: row["count"] for row in changes.groupBy("_action").count().collect()}
        counts = Counts(count.get("put", 0), count.get("drop", 0))
        table = self.lake.table("current", self.release)
        older = None
        if floor is not None:
            older = self._is_older("t", floor)
            counts.truncated = not table.toDF().alias("t").where(older).isEmpty()
        if count or counts.truncated:
            columns = self._written(changes)
            same = [_name(k, "t") == _name(k, "s") for k in self.keys]
            merge = (
                table.alias("t")
                .merge(changes.alias("s"), functools.reduce(operator.and_, same))
                .whenMatchedDelete("s._action = 'drop'")
                .whenMatchedUpdate(set=columns)
                .whenNotMatchedInsert("s._action = 'put'", values=columns)
            )
            if counts.truncated:
                merge = merge.whenNotMatchedBySourceDelete(older)
            merge.execute()
        changes.unpersist()
        return counts

    def _written(self, changes: DataFrame) -> dict[str, str | Column]:
        """Column of the table -> what it is set to. Columns that the policy no longer has are
        emptied by tables.py and not written."""
        there = self.lake.read("current", self.release).schema.names
        columns = {n: _name(n, "s") for n in there if n in changes.columns}
        # `_unchanged` where no record left a field out, and what an upgraded table had before
        others = [n for n in there if n.startswith("_") and n not in columns]
        columns |= {n: F.lit(None) for n in others if n not in self.fields}
        return {f"`{n.replace('`', '``')}`": value for n, value in columns.items()}
