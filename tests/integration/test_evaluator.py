"""Three ways to one meaning: the compiler's evaluator, which runs no line of the runtime's code, must
make of the company's rows what the hand-written SQL makes of them. (The other integration tests hold
the generated C to the same SQL.)"""

import os
import pathlib
import subprocess
import tempfile
import unittest

from harness import BUILD, COMPANY, TOP, Database

TABLES = {
    "lake.customers": "collections.customers",
    "lake.accounts": "collections.accounts",
    "lake.payments": "collections.payments",
    "lake.contact_events": 'dialler."Contact Events"',
    "lake.support_needs": "care.support_needs",
    "lake.creditors": "collections.creditors",
    "regulator.arrears_returns": "collections.accounts",
    "regulator.payment_returns": "collections.payments",
}

# Every column as the evaluator takes it: yes, no and NULL as JSON has them, all else as text.
ROWS = """
SET timezone = 'UTC';
SELECT (SELECT json_object_agg(key, CASE WHEN json_typeof(value) IN ('boolean', 'null') THEN value
                                         WHEN key IN ('email', 'mobile')
                                         THEN to_json(application.decrypt(value #>> '{{}}'))
                                         WHEN key = 'details' THEN to_json(value::text)
                                         WHEN key = 'currency' THEN to_json(rtrim(value #>> '{{}}'))
                                         ELSE to_json(value #>> '{{}}') END)
        FROM json_each(row_to_json(r)))
FROM (SELECT t.*, to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS commit_time FROM {table} t) r
"""

# Dates that a policy's test cannot spell, and numbers that are no double.
TAME = """
UPDATE collections.accounts SET opened_on = '2024-02-29' WHERE NOT oracle.fits(opened_on);
UPDATE collections.customers SET created_at = '2024-02-29 23:59:00+00'
    WHERE NOT oracle.fits(created_at AT TIME ZONE 'UTC');
UPDATE collections.customers SET date_of_birth = NULL WHERE NOT oracle.fits(date_of_birth);
UPDATE collections.payments SET settled_at = now() WHERE settled_at = 'infinity';
UPDATE collections.creditors SET since = '2024-02-29' WHERE NOT oracle.fits(since);
UPDATE dialler."Contact Events" SET local_time = NULL WHERE NOT oracle.fits(local_time);
UPDATE dialler."Contact Events" SET "Début" = '2024-02-29 23:59:00+00'
    WHERE NOT oracle.fits("Début" AT TIME ZONE 'UTC');
UPDATE dialler."Contact Events" SET details = NULL WHERE length(details::text) > 300;
"""


class Evaluator(unittest.TestCase):
    def test_evaluator_makes_what_sql_makes(self):
        with Database() as database, tempfile.TemporaryDirectory() as folder:
            database.add_company(setup=False)
            database.sql("CALL workload.run(5000, 0.5, keep_contacts => true)")
            database.psql(text=TAME)
            lake = pathlib.Path(folder)
            for release, table in TABLES.items():
                destination, stream = release.split(".")
                (lake / destination / stream).mkdir(parents=True)
                rows = database.psql(text=ROWS.format(table=table))
                records = self.evaluate(release, rows)
                with open(lake / destination / stream / "all.jsonl", "w", encoding="utf-8") as out:
                    for number, record in enumerate(records):
                        place = f'{{"_gen":1,"_run":1,"_lsn":"0","_seq":{number},'
                        out.write(record.replace("{", place, 1))
                        out.write("\n")
            result = subprocess.run(
                [COMPANY / "fold.py", f"lake={lake}/lake", f"regulator={lake}/regulator"],
                env=os.environ | database.environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            print(f"\n{result.stdout}", end="", flush=True)
            self.assertEqual(result.returncode, 0, result.stderr)

    def evaluate(self, release, rows):
        result = subprocess.run(
            [BUILD / "sluice", "eval", TOP / "policies", "--release", release],
            input=rows,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr[:2000])
        return [line for line in result.stdout.split("\n") if line]


if __name__ == "__main__":
    unittest.main()
