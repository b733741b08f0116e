"""`sluice explain`: its SQL runs on the company's database and gives what the release sends."""

import hashlib
import json
import subprocess
import unittest

from harness import BUILD, KEYS, TOP, Database
from test_evaluator import ROWS, TAME

POLICIES = TOP / "policies"
CUSTOMERS = 200


def sluice(*words, text=None):
    said = subprocess.run(
        [BUILD / "sluice", *words],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert said.returncode == 0, said.stderr
    return said.stdout


def explained(name):
    return json.loads(sluice("explain", POLICIES, name, "--format", "json"))


class Sql(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=CUSTOMERS, setup=False)
        cls.database.psql(text=TAME)
        cls.database.sql("CREATE EXTENSION IF NOT EXISTS pgcrypto")
        schema = cls.database.sql(
            "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pgcrypto'"
        )
        cls.settings = f"SET search_path = {schema};" + "".join(
            f"SET sluice_key.{name} = '"
            + hashlib.sha256(f"sluice test key {name}".encode()).hexdigest()
            + "';"
            for name in KEYS
        )

    def values(self, query):
        """The results as text, sorted: what a query gives without an order."""
        wrapped = f"SELECT coalesce(to_json(x)::text, 'null') FROM ({query}) q(x) ORDER BY 1"
        return self.database.psql("-c", self.settings + wrapped).splitlines()

    def test_every_field_of_every_destination(self):
        fields = decrypting = 0
        for destination in ("lake", "regulator"):
            for release in explained(destination)["releases"]:
                for field in release["fields"]:
                    name = f"{release['name']}.{field['field']}"
                    with self.subTest(field=name):
                        page = explained(name)
                        if "decrypts" in page:  # PostgreSQL has no keys
                            self.assertRegex(page["sql"], r"\A-- [^\n]*\Z")
                            decrypting += 1
                        else:
                            self.values(page["sql"])
                        self.assertIn(f"field_{field['field']}", page["c"])
                        fields += 1
        self.assertGreater(fields, 60)
        self.assertEqual(decrypting, 3)

    def test_it_gives_what_the_release_sends(self):
        """Columns as the evaluator wants them, what it makes of them, and the explained SQL."""
        lines = self.database.psql(text=ROWS.format(table="collections.customers"))
        records = [
            json.loads(line)
            for line in sluice(
                "eval", POLICIES, "--release", "lake.customers", text=lines
            ).splitlines()
        ]
        self.assertEqual(len(records), CUSTOMERS)
        for field in ("customer_ref", "age_band", "region", "income_from", "tagged"):
            with self.subTest(field=field):
                sent = sorted(json.dumps(record[field], ensure_ascii=False) for record in records)
                self.assertEqual(
                    sorted(self.values(explained(f"lake.customers.{field}")["sql"])), sent
                )


if __name__ == "__main__":
    unittest.main()
