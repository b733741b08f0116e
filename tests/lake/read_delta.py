"""Reads a Delta table as others do, and prints {"deltalake": rows, "duckdb": rows} in canonical form.

    read_delta.py PATH COLUMN…

Both are programs of their own: neither has a line of Spark in it.
"""

import importlib.metadata
import json
import pathlib
import sys

import deltalake
import duckdb

import canonical


def by_deltalake(path, columns):
    table = deltalake.DeltaTable(path).to_pyarrow_table(columns=columns)
    return zip(*[table.column(name).to_pylist() for name in columns], strict=True)


def by_duckdb(path, columns):
    files = importlib.metadata.files("duckdb-ext-delta")
    (extension,) = [f.locate() for f in files if f.name == "delta.duckdb_extension"]
    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    connection.load_extension(str(pathlib.Path(extension)))
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    return connection.execute(f"SELECT {names} FROM delta_scan(?)", [path]).fetchall()


if __name__ == "__main__":
    where, *names = sys.argv[1:]
    json.dump(
        {
            "deltalake": canonical.rows(by_deltalake(where, names)),
            "duckdb": canonical.rows(by_duckdb(where, names)),
        },
        sys.stdout,
    )
