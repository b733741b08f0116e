"""C, SQL, schema and report name the same fields and columns: they cannot tell different stories."""

import pathlib
import sys
import unittest

import parts

FOLDER = parts.folder_argument([])


class SameStory(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.releases = parts.releases(FOLDER)
        self.assertTrue(self.releases, "no release was generated")

    def test_every_field_function_is_called_once_and_in_order_of_the_record(self):
        for release in self.releases.values():
            with self.subTest(release.name):
                self.assertEqual(sorted(release.fields), sorted(set(release.fields)))
                self.assertEqual(sorted(release.record), sorted(release.fields))
                self.assertEqual(release.record[: len(release.row_key)], release.row_key)

    def test_schema_has_the_fields_of_the_c(self):
        for release in self.releases.values():
            with self.subTest(release.name):
                schema = parts.schema(FOLDER, release.name)
                fields = [name for name in schema["properties"] if not name.startswith("_")]
                self.assertEqual(fields, release.record)
                self.assertEqual(schema["x-sluice-row-key"], release.row_key)
                self.assertFalse(schema["additionalProperties"])

    def test_schema_names_the_columns_that_the_c_reads(self):
        for release in self.releases.values():
            with self.subTest(release.name):
                properties = parts.schema(FOLDER, release.name)["properties"]
                named = {
                    column
                    for name in release.fields
                    for column in properties[name]["x-sluice-columns"]
                }
                # a filter reads columns that no field does
                self.assertLessEqual(named, set(release.columns))

    def test_every_file_of_the_lake_has_the_fields_of_the_c(self):
        for name, release in self.releases.items():
            with self.subTest(name):
                spark = parts.loaded(FOLDER, name, "spark.json")["fields"]
                contract = parts.loaded(FOLDER, name, "odcs.yaml")["schema"][0]["properties"]
                lineage = parts.loaded(FOLDER, name, "openlineage.json")["fields"]
                told = {
                    "spark": [f["name"] for f in spark],
                    "delta": list(parts.table_columns(FOLDER, name, "delta.sql")),
                    "athena": list(parts.table_columns(FOLDER, name, "athena.sql")),
                    "contract": [p["name"] for p in contract],
                    "lineage": list(lineage),
                }
                for what, fields in told.items():
                    with self.subTest(what):
                        self.assertEqual([f for f in fields if f[0] != "_"], release.record)
                self.assertEqual(
                    [f["name"] for f in spark if f["metadata"].get("row_key")], release.row_key
                )
                self.assertEqual(
                    [p["name"] for p in contract if p.get("primaryKey")], release.row_key
                )

    def test_records_have_the_same_envelope_everywhere(self):
        for name in self.releases:
            with self.subTest(name):
                schema = [f for f in parts.schema(FOLDER, name)["properties"] if f[0] == "_"]
                spark = parts.loaded(FOLDER, name, "spark.json")["fields"]
                athena = parts.table_columns(FOLDER, name, "athena.sql")
                self.assertEqual([f["name"] for f in spark if f["name"][0] == "_"], schema)
                self.assertEqual([f for f in athena if f[0] == "_"], schema)

    def test_lineage_and_contract_name_the_columns_that_the_schema_does(self):
        for name in self.releases:
            properties = parts.schema(FOLDER, name)["properties"]
            lineage = parts.loaded(FOLDER, name, "openlineage.json")["fields"]
            contract = parts.loaded(FOLDER, name, "odcs.yaml")["schema"][0]["properties"]
            for field in contract:
                with self.subTest(f"{name}.{field['name']}"):
                    columns = properties[field["name"]]["x-sluice-columns"]
                    inputs = lineage[field["name"]]["inputFields"]
                    self.assertEqual([i["field"] for i in inputs], columns)
                    objects = field["transformSourceObjects"]
                    self.assertEqual([o.rsplit(".", 1)[1] for o in objects], columns)

    def test_what_the_schema_lists_the_delta_table_and_the_contract_hold_to(self):
        listed = 0
        for name in self.releases:
            properties = parts.schema(FOLDER, name)["properties"]
            condition = parts.constraint(FOLDER, name)
            for field in parts.loaded(FOLDER, name, "odcs.yaml")["schema"][0]["properties"]:
                values = [v for v in properties[field["name"]].get("enum", []) if v is not None]
                if not values:
                    continue
                listed += 1
                with self.subTest(f"{name}.{field['name']}"):
                    words = ", ".join(f"'{value}'" for value in values)
                    self.assertIn(f"`{field['name']}` IN ({words})", condition)
                    (check,) = field["quality"]
                    self.assertEqual(check["arguments"]["validValues"], values)
        self.assertGreater(listed, 5)

    def test_report_names_the_fields_of_the_c(self):
        reported = parts.report_fields(FOLDER)
        self.assertEqual(
            reported, {name: release.record for name, release in self.releases.items()}
        )

    def read_columns(self):
        """Table in SQL -> the columns that some release reads."""
        read = {}
        for release in self.releases.values():
            read.setdefault(release.table.sql, set()).update(release.columns)
        return read

    def test_the_reader_may_select_what_the_c_reads(self):
        granted = parts.granted_columns(FOLDER)
        self.assertEqual({table: set(c) for table, c in granted.items()}, self.read_columns())

    def test_the_publication_holds_what_the_c_reads_and_the_key(self):
        published = parts.published_columns(FOLDER)
        self.assertEqual(set(published), set(self.read_columns()))
        for table in parts.tables(FOLDER).values():
            columns = published[table.sql]
            if columns:  # none under replica identity full
                flagged = [name for name, flags in table.columns if "PUBLISHED" in flags]
                self.assertEqual(columns, flagged)
                keys = {name for name, flags in table.columns if "COLUMN_KEY" in flags}
                self.assertEqual(set(columns), self.read_columns()[table.sql] | keys)

    def test_manifest_holds_every_file(self):
        lines = (FOLDER / "MANIFEST").read_text(encoding="utf-8").splitlines()
        listed = {line.split(" ", 2)[2] for line in lines if line.startswith("output ")}
        there = {path.name for path in pathlib.Path(FOLDER).iterdir()}
        self.assertEqual(listed, there - {"MANIFEST", "local.mk"})


if __name__ == "__main__":
    FOLDER = parts.folder_argument(sys.argv)
    unittest.main(argv=sys.argv[:1])
