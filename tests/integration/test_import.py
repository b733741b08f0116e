"""What looks into a live PostgreSQL: `sluice import`, `check --against-db` and `risk`."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest
from typing import ClassVar

from harness import BUILD, TOP, Database, Failed

HERE = TOP / "tests/integration"


DATABASE = None


def setUpModule():
    global DATABASE
    DATABASE = Database()
    unittest.addModuleCleanup(DATABASE.stop)


class DatabaseTest(unittest.TestCase):
    """A database of the throw-away server for each schema, which tests leave as it is."""

    maxDiff = None
    made: ClassVar[set[str]] = set()  # shared by all that derive from this

    @property
    def database(self):
        return DATABASE

    def fill(self, name, schema):
        if name not in self.made:
            self.made.add(name)
            DATABASE.psql("-c", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
            DATABASE.psql("-d", name, "-f", HERE / schema)
        return f"dbname={name}"

    def sluice(self, *words, status=0, **environment):
        said = subprocess.run(
            [BUILD / "sluice", *words],
            env=os.environ | DATABASE.environment | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        self.assertEqual(said.returncode, status, said.stdout + said.stderr)
        return said.stdout, said.stderr


class Import(DatabaseTest):
    def setUp(self):
        self.conninfo = self.fill("imported", "import/schema.sql")
        folder = tempfile.TemporaryDirectory(prefix="sluice-import.")
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "imported.policy"

    def test_everything_is_written_as_kept(self):
        said, told = self.sluice("import", self.conninfo, "--suggest", status=1)
        self.assertEqual(said, (HERE / "import/expected").read_text(encoding="utf-8"))
        self.assertEqual(told, (HERE / "import/told").read_text(encoding="utf-8"))

    def test_it_is_canonical_and_waits_for_labels(self):
        self.sluice("import", self.conninfo, "-o", self.file, status=1)
        self.sluice("fmt", "--check", self.file)
        said, _ = self.sluice("check", self.file)
        self.assertEqual(re.findall(r"\[([EW]\d+)\]", said), ["W0110"], said)

    def test_labelled_it_is_what_the_database_has(self):
        conninfo = self.fill("labelled", "import/schema.sql")
        self.database.psql(
            "-d", "labelled", "-c", "ALTER TABLE shop.no_key REPLICA IDENTITY DEFAULT"
        )
        self.sluice("import", conninfo, "-o", self.file, status=1)
        text = self.file.read_text(encoding="utf-8")
        text = text.replace(" unlabelled", " internal operations")
        text = text.replace("policy language 1", 'policy language 1\nuse standard "uk_gdpr"', 1)
        self.file.write_text(text, encoding="utf-8")
        said, _ = self.sluice("check", self.file, "--against-db", conninfo)
        self.assertEqual(said, "")

    def test_a_file_with_labels_is_never_replaced(self):
        self.file.write_text("somebody's labels", encoding="utf-8")
        _, told = self.sluice("import", self.conninfo, "-o", self.file, status=2)
        self.assertIn("exists already", told)
        self.assertEqual(self.file.read_text(encoding="utf-8"), "somebody's labels")

    def test_tables_are_chosen_by_name(self):
        def tables(*names):
            said, _ = self.sluice("import", self.conninfo, *names)
            return re.findall(r"^table (\S+)", said, re.MULTILINE)

        self.assertEqual(tables("events"), ["shop.events"])
        self.assertEqual(tables("shop.no_key", "events"), ["shop.events", "shop.no_key"])
        self.assertEqual(tables("odd[1]"), ["shop.`odd[1]`"])
        self.assertEqual(
            tables("shop.*_identity"),
            ["shop.full_identity", "shop.index_identity", "shop.other_identity"],
        )

    def test_what_cannot_be_imported_is_said(self):
        for name, expected in [
            ("every_typ", "did you mean shop.every_type?"),
            ("shop.a_view", "it is a view"),
            ("shop.events_2026", "it is a partition"),
            ("scratch", "it is unlogged"),
        ]:
            with self.subTest(name=name):
                _, told = self.sluice("import", self.conninfo, name, status=2)
                self.assertIn(expected, told)

    def test_without_a_database(self):
        _, told = self.sluice("import", "dbname=nowhere", status=2)
        self.assertIn("cannot connect", told)
        _, told = self.sluice("import", "password=hush 'host", status=2)
        self.assertIn("not a connection string", told)
        self.assertNotIn("hush", told)
        self.sluice("import", status=2)

    def test_a_role_without_any_right_can_import(self):
        self.database.psql("-c", "CREATE ROLE visitor LOGIN")
        said, _ = self.sluice("import", f"{self.conninfo} user=visitor", "events")
        self.assertIn("column body", said)


class AgainstDatabase(DatabaseTest):
    def test_every_difference_is_found(self):
        conninfo = self.fill("drifted", "drift/schema.sql")
        folder = HERE / "drift"
        said, _ = self.sluice(
            "check", folder / "shop.policy", "--against-db", conninfo, status=1, TERM="dumb"
        )
        said = said.replace(f"{folder}/", "")
        self.assertEqual(said, (folder / "expected").read_text(encoding="utf-8"))

    def test_the_platform_cannot_write(self):
        """Column lists, which PostgreSQL 14 does not have: what heals, and that it does."""
        conninfo = self.fill("refused", "drift/lists.sql")
        policy = HERE / "drift/lists.policy"
        said, _ = self.sluice("check", policy, "--against-db", conninfo, status=1, TERM="dumb")
        self.assertEqual(said.count("error[E0616]"), 3, said)
        self.assertIn("a column list that lacks columns of the replica identity: part, N°", said)
        for name, table in (
            ("by_key", "by_key"),
            ("by_others", "by_others"),
            ("parts_2", "parts"),
        ):
            heal = f'ALTER PUBLICATION "Out" DROP TABLE lists.{table}'
            self.assertIn(f"UPDATE and DELETE of lists.{name} fail now", said)
            self.assertIn(f"heal them at once: {heal}", said)
            with self.assertRaisesRegex(Failed, "cannot update table"):
                self.database.psql("-d", "refused", "-c", f"UPDATE lists.{table} SET note = 'x'")
            self.database.psql(
                "-d", "refused", "-c", heal, "-c", f"UPDATE lists.{table} SET note = 'x'"
            )
        self.database.psql(
            "-d", "refused", "-c", "UPDATE lists.whole SET note = 'x'; DELETE FROM lists.whole"
        )

    def test_the_company_is_what_its_database_has(self):
        conninfo = self.fill("company", TOP / "tests/company/schema.sql")
        self.database.psql("-d", "company", "-f", TOP / "generated/setup.sql")
        said, _ = self.sluice("check", TOP / "policies", "--against-db", conninfo)
        self.assertEqual(said, "")

    def test_without_a_database(self):
        _, told = self.sluice("check", TOP / "policies", "--against-db", "dbname=nowhere", status=2)
        self.assertIn("cannot connect", told)


class Risk(DatabaseTest):
    def setUp(self):
        self.conninfo = self.fill("risky", "risk/schema.sql")
        self.policy = HERE / "risk/shop.policy"

    def test_every_shortfall_is_found(self):
        said, _ = self.sluice(
            "risk", self.policy, "--against-db", self.conninfo, status=1, TERM="dumb"
        )
        said = said.replace(f"{HERE}/risk/", "")
        self.assertEqual(said, (HERE / "risk/expected").read_text(encoding="utf-8"))

    def test_the_printed_queries_count_the_same(self):
        queries, _ = self.sluice("risk", self.policy)
        counts = self.database.psql("-d", "risky", text=queries).splitlines()
        self.assertEqual(counts, ["4|18|1|1|1|1|2", "2|8|3|1|3", "2|8|3|0|0", "0|0|0|0|0"])

    def test_a_role_without_rights_is_told(self):
        self.database.psql("-c", "CREATE ROLE stranger LOGIN")
        _, told = self.sluice(
            "risk", self.policy, "--against-db", f"{self.conninfo} user=stranger", status=2
        )
        self.assertIn("42501", told)

    def test_no_check_is_no_pass(self):
        _, told = self.sluice("risk", HERE / "drift/shop.policy", status=2)
        self.assertIn("no risk check", told)


if __name__ == "__main__":
    unittest.main()
