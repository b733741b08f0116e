"""Takes over tables that were made when records had format 1: their positions become those of format 2, as
records.py reads them of such records. A table knows that it was taken over by its old column, which may
then be missing from a row; each step may be done again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pyspark.sql import Column
from pyspark.sql import functions as F
from pyspark.sql import types as T

from .release import POSITION_TYPES, Release

if TYPE_CHECKING:
    from .tables import Lake

OLD_COLUMNS = ("_reread", "_epoch")  # NOT NULL in a table of format 1


def upgrade(lake: Lake, kind: str, release: Release) -> bool:
    """Whether the table had to be taken over."""
    schema = lake.read(kind, release).schema
    old = next((schema[n] for n in OLD_COLUMNS if n in schema.names), None)
    if old is None or old.nullable:
        return False
    _add_columns(lake, kind, release, schema)
    _renumber(lake, kind, release)
    name = lake.sql_name(kind, release)
    lake.spark.sql(f"ALTER TABLE {name} ALTER COLUMN {old.name} DROP NOT NULL")
    return True


def held_position(schema: T.StructType) -> T.StructType | None:
    """Of a table whose `_unchanged` says which record each field is of: the type of a position in it. It
    may have other members than a position has, and in another order, where the table was taken over."""
    held = schema["_unchanged"].dataType if "_unchanged" in schema.names else None
    if isinstance(held, T.MapType) and isinstance(held.valueType, T.StructType):
        return held.valueType
    return None


def as_held(members: dict[str, Column], held: T.StructType) -> Column:
    """A position in that form; what it does not have stays missing."""
    return F.struct(
        *[members.get(f.name, F.lit(None)).cast(f.dataType).alias(f.name) for f in held.fields]
    )


def _add_columns(lake: Lake, kind: str, release: Release, schema: T.StructType) -> None:
    new = [f"`{n}` {POSITION_TYPES[n]}" for n in release.positions if n not in schema.names]
    held = held_position(schema)
    if held is not None:
        missing = [n for n in release.positions if n not in held.names]
        new += [f"`_unchanged`.`value`.`{n}` {POSITION_TYPES[n]}" for n in missing]
    if new:
        lake.spark.sql(f"ALTER TABLE {lake.sql_name(kind, release)} ADD COLUMNS ({', '.join(new)})")


def _renumber(lake: Lake, kind: str, release: Release) -> None:
    schema = lake.read(kind, release).schema
    changes = _renumbered(release, F.col)
    held = held_position(schema)
    if held is not None:

        def position(_: Column, old: Column) -> Column:
            members = {n: old[n] for n in held.names} | _renumbered(release, lambda n: old[n])
            return F.when(old.isNotNull(), as_held(members, held))

        changes["_unchanged"] = F.transform_values("_unchanged", position)
    lake.table(kind, release).update("_run IS NULL", dict(changes))


def _renumbered(release: Release, old: Callable[[str], Column]) -> dict[str, Column]:
    if "_pos" in release.positions:
        return {"_gen": F.lit(0), "_run": old("_epoch")}
    return {"_run": old("_seq"), "_seq": old("_reread")}
