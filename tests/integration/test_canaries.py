"""Nothing that is not released ever shows in anything the pusher writes: not in the lake, not in its
state, not in what it says, in good days and in bad ones.

CANARIES holds, per table, a value for every column that leaves raw in no release: withheld ones and
those that only a function reads. Each is unlike anything else, and looked for in every file as text,
in base64 and in hex. Booleans, enums and the like have no room for one: the tests in the policy files
check those by running twice.
"""

import base64
import os
import signal
import time
import unittest

from harness import Database, Pusher

NOTE = "canary-note " + "Kj" * 3000 + " end-of-canary"

CANARIES = {
    "collections.customers": {
        "customer_id": "7700123451",
        "full_name": "Canaria Fullname",
        "email": "canary.local.part@gmail.com",
        "mobile": "0770canary1",
        "date_of_birth": "1961-07-23",
        "postcode": "SR91 7QX",
        "address": '{"line1": "canary address"}',
        "ni_number": "QQcanaryC",
        "bank_account": "canary bank account",
        "monthly_income": "4321987.65",
        "third_party": "canary third party",
        "case_note": NOTE,
        "photo": "canary photo bytes",
        "external_id": "c0ffee11-ca4a-4ca4-8ca4-c0ffee11ca4a",
        "home": "(57.12345,-3.54321)",
        "created_at": "2019-08-07 06:54:32.123987+00",
        "updated_at": "2018-07-06 05:43:21.987123+00",
    },
    "collections.accounts": {
        "account_id": "7700123452",
        "creditor_reference": "canary-reference-52",
        "opened_on": "2011-04-17",
        "in_default_since": "2013-09-17",
        "balance": "7654321.09",
        "arrears": "6543219.87",
        "model_score": "0.918273",
        "hardship_note": NOTE,
        "card_token": "canary card token",
        "plan": '{"canary": "plan"}',
        "response_time": "31993 days",
        "updated_at": "2018-07-06 05:43:21.987124+00",
    },
    "collections.payments": {
        "payment_id": "7700123453",
        "account_id": "7700123452",
        "amount": "5432198.76",
        "settled_at": "2018-07-06 05:43:21.987125+00",
        "payer_name": "Canaria Payer",
        "reference": "canary payment reference",
        "processor_response": '{"canary": "processor"}',
        "refund_of": "7700123454",
        "batch_no": "1993219931",
    },
    'dialler."Contact Events"': {
        "account_id": "7700123452",
        "customer_id": "7700123451",
        '"Début"': "2018-07-06 05:43:21.987126+00",
        '"Durée (s)"': "1993219932",
        '"from"': "canary from number",
        '"to"': "canary to number",
        "agent": "canary agent",
        "outcome": "canary outcome",
        "transcript": NOTE,
        "recording": "canary recording",
        "address": "192.0.2.233",
        "callback_at": "13:57:31.193993",
    },
    "care.support_needs": {
        "need_id": "c0ffee22-ca4a-4ca4-8ca4-c0ffee22ca4a",
        "recorded_on": "2017-03-19",
        "recorded_by": "canary recorder",
        "notes": NOTE,
        "evidence": "canary evidence",
        "history": '{"canary": "history"}',
        "expires_on": "2931-07-19",
    },
    "collections.creditors": {"ledger_code": "canary ledger code"},
}

OTHERS = {
    "collections.customers": {"preferred_channel": "'email'", "vulnerable": "true"},
    "collections.accounts": {
        "customer_id": "7700123451",
        "creditor_id": "1",
        "status": "'open'",
        "product": "'loan'",
        "agreement_text": "repeat('terms ', 1000)",
    },
    "collections.payments": {"paid_on": "'2026-01-14'", "method": "'card'"},
    'dialler."Contact Events"': {
        '"N°"': "1",
        "channel": "'call'",
        "inbound": "false",
        "summary": "repeat('summary ', 1000)",
    },
    "care.support_needs": {
        "customer_id": "7700123451",
        "need": "'hearing'",
        "consented": "true",
    },
    "collections.creditors": {
        "creditor_id": "900",
        "name": "'Nine Hundred plc'",
        "sector": "'bank'",
        "active": "true",
        "since": "'2019-05-01'",
    },
}

# A released column of each table, and one that is withheld: an update of each must say nothing.
UPDATES = [
    "UPDATE collections.customers SET preferred_channel = 'sms' WHERE customer_id = 7700123451",
    "UPDATE collections.customers SET vulnerable = NOT vulnerable WHERE customer_id = 7700123451",
    "UPDATE collections.accounts SET priority = 9 WHERE account_id = 7700123452",
    "UPDATE collections.accounts SET status = 'test' WHERE account_id = 7700123452",
    "UPDATE collections.accounts SET status = 'plan' WHERE account_id = 7700123452",
    "UPDATE collections.accounts SET model_score = model_score WHERE account_id = 7700123452",
    "UPDATE collections.payments SET reconciled = true WHERE payment_id = 7700123453",
    "UPDATE collections.payments SET paid_on = '2025-01-14' WHERE payment_id = 7700123453",
    'UPDATE dialler."Contact Events" SET inbound = true WHERE account_id = 7700123452',
    'UPDATE dialler."Contact Events" SET "N°" = 2 WHERE account_id = 7700123452',
    "UPDATE care.support_needs SET need = 'sight' WHERE customer_id = 7700123451",
    "UPDATE collections.creditors SET website = 'https://nine.example' WHERE creditor_id = 900",
]

DELETES = [
    "DELETE FROM collections.payments WHERE payment_id = 7700123453",
    'DELETE FROM dialler."Contact Events" WHERE account_id = 7700123452',
    "DELETE FROM collections.creditors WHERE creditor_id = 900",
    "DELETE FROM collections.customers WHERE customer_id = 7700123451",
]


def forms(value):
    """How a value could show itself."""
    text = value.encode()
    yield text
    yield text.hex().encode()
    for shift in range(3):
        # Whatever stands before it, some run of base64 digits is the same.
        coded = base64.b64encode(b"\0" * shift + text)
        yield coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]


def needles():
    found = {}
    for table, columns in CANARIES.items():
        for column, value in columns.items():
            value = value[:40] if value is NOTE else value.removesuffix("+00")
            for part in {value, value.replace(" ", "T")}:
                for form in forms(part):
                    if len(form) >= 5:
                        found[form] = f"{table}.{column}"
    return found


def insert(table):
    binary = ("photo", "card_token", "recording", "evidence")
    columns = dict(OTHERS[table])
    for column, value in CANARIES[table].items():
        columns[column] = f"convert_to('{value}', 'UTF8')" if column in binary else f"'{value}'"
        if table == "collections.customers" and column in ("email", "mobile"):
            columns[column] = f"application.encrypt('{value}')"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(columns.values())})"


class Canaries(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=50)
        for column in ("email", "mobile"):
            self.database.encrypt(CANARIES["collections.customers"][column])
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def insert_all(self):
        for table in CANARIES:
            self.database.sql(insert(table))

    def assert_silence(self):
        wanted, found = needles(), set()
        files = list(self.pusher.written())
        self.assertTrue(files)
        for path in files:
            content = path.read_bytes()
            for needle, column in wanted.items():
                if needle in content:
                    found.add(
                        f"{column} as {needle!r} in {path.relative_to(self.pusher.directory)}"
                    )
        self.assertFalse(found)

    def assert_lake_is_right(self):
        equal, report = self.pusher.fold()
        self.assertTrue(equal, report)

    def test_filled(self):
        self.insert_all()
        self.pusher.run_until_current()
        self.assert_lake_is_right()
        self.assert_silence()

    def test_inserts_updates_deletes(self):
        self.pusher.run_until_current()
        self.insert_all()
        self.pusher.run_until_current()
        self.assert_lake_is_right()
        for statement in UPDATES + DELETES:
            self.database.sql(statement)
        self.pusher.run_until_current()
        self.assert_lake_is_right()
        self.assert_silence()

    def test_drift_stop(self):
        self.pusher.run_until_current()
        self.database.sql(
            "ALTER TABLE collections.customers ADD COLUMN maiden_name text DEFAULT 'canary maiden'"
        )
        self.insert_all()
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.assert_silence()
        self.assertNotIn("canary maiden", self.pusher.errors())

    def test_an_enum_label_that_the_policy_does_not_list(self):
        self.pusher.run_until_current()
        self.database.sql("ALTER TYPE collections.channel ADD VALUE 'canary-channel'")
        self.insert_all()
        self.database.sql(
            "UPDATE collections.customers SET preferred_channel = 'canary-channel'"
            " WHERE customer_id = 7700123451"
        )
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.assert_silence()

    def test_database_errors(self):
        """Rights that go while rows wait, and a connection that is cut while they flow."""
        self.pusher.run_until_current()
        self.insert_all()
        self.database.sql(
            "REVOKE SELECT (agreement_text) ON collections.accounts FROM sluice_reader"
        )
        self.database.sql(
            "UPDATE collections.accounts SET priority = 3 WHERE account_id = 7700123452"
        )
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.database.sql("GRANT SELECT (agreement_text) ON collections.accounts TO sluice_reader")
        self.pusher.start()
        for _ in range(5):
            time.sleep(0.3)
            self.database.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ~ '^sluice_'"
            )
            self.database.sql("UPDATE collections.customers SET vulnerable = NOT vulnerable")
        self.pusher.wait_until_current()
        self.pusher.stop()
        self.assert_lake_is_right()
        self.assert_silence()

    def test_crashes(self):
        """A process that dies of a fault leaves no core and says nothing."""
        self.pusher.run_until_current()
        self.pusher.start()
        for seed, role in enumerate(("reader", "sender", "reader")):
            self.database.sql(f"CALL workload.run(300, 0.{seed})")
            self.insert_all()
            for _ in range(100):
                pid = self.pusher.processes().get(role)
                if pid:
                    break
                time.sleep(0.05)
            os.kill(pid, signal.SIGSEGV)
            for statement in UPDATES + DELETES:
                self.database.sql(statement)
        if not self.pusher.running():
            self.pusher.start()
        self.pusher.wait_until_current()
        self.pusher.stop()
        self.assertFalse(list(self.pusher.directory.rglob("core*")))
        self.assert_lake_is_right()
        self.assert_silence()

    def test_bad_configuration(self):
        self.insert_all()
        self.pusher.config["source"]["publication"] = "no_such_publication"
        self.pusher.write_config()
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.pusher.config["source"]["publication"] = "sluice"
        self.pusher.config["destinations"]["lake"]["directry"] = "x"
        self.pusher.write_config()
        self.assertNotEqual(self.pusher.call("run", "--until-current"), 0)
        self.assert_silence()


if __name__ == "__main__":
    unittest.main()
