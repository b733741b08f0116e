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
        granted = parts.sql_columns(FOLDER, before=True)
        self.assertEqual({table: set(c) for table, c in granted.items()}, self.read_columns())

    def test_the_publication_holds_what_the_c_reads_and_the_key(self):
        published = parts.sql_columns(FOLDER, before=False)
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
