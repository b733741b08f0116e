#!/usr/bin/env python3
"""The demo: policies to pusher to lake on a throw-away database, with what the platform holds beside
what the lake received. Removes the database when it ends; the lake stays in the build directory."""

import pathlib
import shutil
import subprocess
import sys
import textwrap
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from harness import BUILD, DESTINATIONS, TOP, Database, Failed, Pusher

WIDTH = 54
STEPS = [
    (
        "A customer joins",
        """INSERT INTO collections.customers (customer_id, title, full_name, email, mobile, date_of_birth,
            postcode, ni_number, preferred_channel, monthly_income, case_note, created_at)
           VALUES (900001, 'Ms', 'Siân Okonkwo', application.encrypt('sian.okonkwo@gmail.com'),
            application.encrypt('07700 900123'), '1984-03-09',
            'CF10 1AA', 'QQ123456C', 'email', 1840.50, 'Waiting for a diagnosis', now())""",
        "collections.customers WHERE customer_id = 900001",
    ),
    (
        "She opens an account",
        """INSERT INTO collections.accounts (account_id, customer_id, creditor_id, creditor_reference, status,
            product, opened_on, in_default_since, balance, arrears, interest_rate, priority, hardship_note)
           VALUES (5000001234, 900001, 5, 'LON-0042', 'open', ' Credit CARD', '2021-05-01', '2025-01-31',
            2417.36, 349.99, 19.90, 6, 'Off work since the operation')""",
        "collections.accounts WHERE account_id = 5000001234",
    ),
    (
        "A note about her health is added: a column that no policy line releases",
        "UPDATE collections.customers SET case_note = 'In hospital' WHERE customer_id = 900001",
        "collections.customers WHERE customer_id = 900001",
    ),
    (
        "She moves, and gives up e-mail",
        """UPDATE collections.customers
           SET email = NULL, preferred_channel = 'letter', postcode = 'LS1 4AP'
           WHERE customer_id = 900001""",
        "collections.customers WHERE customer_id = 900001",
    ),
    (
        "She tells us what she needs",
        """INSERT INTO care.support_needs
               (need_id, customer_id, need, severity, recorded_on, consented, notes)
           VALUES ('6f1e3a52-8c1d-4c5e-9a57-0d6f3b1c2a90', 900001, 'mental_health', 4, current_date, true,
            'Prefers that we call her sister')""",
        "care.support_needs WHERE customer_id = 900001",
    ),
    (
        "She pays, and the payment settles",
        """INSERT INTO collections.payments
               (payment_id, paid_on, account_id, amount, method, settled_at, payer_name)
           VALUES (7000005678, current_date, 5000001234, 349.99, 'transfer', now(), 'S OKONKWO')""",
        "collections.payments WHERE payment_id = 7000005678",
    ),
    (
        "The account turns out to be a test account, which the lake does not hold",
        "UPDATE collections.accounts SET status = 'test' WHERE account_id = 5000001234",
        "collections.accounts WHERE account_id = 5000001234",
    ),
    (
        "She asks to be erased",
        "DELETE FROM collections.customers WHERE customer_id = 900001",
        "collections.customers WHERE customer_id = 900001",
    ),
]


class Lake:
    """The lines that came since one last looked."""

    def __init__(self, pusher):
        self.pusher = pusher
        self.seen = {}

    def news(self):
        found = []
        for destination in DESTINATIONS:
            for path in sorted((self.pusher.directory / destination).rglob("*.jsonl")):
                with open(path, encoding="utf-8") as lines:
                    lines.seek(self.seen.get(path, 0))
                    stream = path.relative_to(self.pusher.directory / destination).parts[0]
                    found += [(f"{destination}.{stream}", line) for line in lines]
                    self.seen[path] = lines.tell()
        return found


def platform_lines(database, table):
    """A row as the platform holds it: a column a line, NULLs left out."""
    return database.sql(
        "SELECT column_name || '  ' || value FROM (SELECT key AS column_name, value, ordinality"
        f" FROM (SELECT * FROM {table}) r, json_each_text(row_to_json(r)) WITH ORDINALITY) c"
        " WHERE value IS NOT NULL ORDER BY ordinality"
    ).splitlines() or ["(no such row)"]


OPERATIONS = {
    "r": "row",
    "c": "insert",
    "u": "update",
    "d": "delete",
    "t": "truncate",
    "f": "all rows sent",
}


def lake_lines(news):
    """Records as they arrived: a field a line."""
    from fold import parse, to_json

    lines = []
    for stream, line in news:
        record = parse(line)
        lines.append(f"{stream}: " + OPERATIONS[record["_op"]])
        lines += [f"  {k}  {to_json(v)}" for k, v in record.items() if not k.startswith("_")]
    return lines or ["(nothing)"]


def side_by_side(left, right):
    def cut(text):
        return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"

    print(f"    {'THE PLATFORM HOLDS':<{WIDTH}} │ THE LAKE RECEIVED")
    for n in range(max(len(left), len(right))):
        first = cut(left[n]) if n < len(left) else ""
        second = cut(right[n]) if n < len(right) else ""
        print(f"    {first:<{WIDTH}} │ {second}")
    print(flush=True)


def counts(database):
    tables = {
        "customers": "collections.customers",
        "accounts": "collections.accounts",
        "payments": "collections.payments",
        "contact events": 'dialler."Contact Events"',
        "support needs": "care.support_needs",
        "creditors": "collections.creditors",
    }
    return ", ".join(
        f"{int(database.sql(f'SELECT count(*) FROM {table}')):,} {name}"
        for name, table in tables.items()
    )


def attack(number):
    """Whether rows are found that tell the lake, or another destination, more than owners let."""
    print(f"{number}. A machine that tries to tell more from what leaves than owners let")
    result = subprocess.run(
        [BUILD / "sluice", "attack", TOP / "policies"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    print(textwrap.indent(result.stdout + result.stderr, "   "))
    if result.returncode != 0:
        raise Failed(f"sluice attack ended with code {result.returncode}")


def demo(database, pusher):
    version = database.sql("SHOW server_version").split()[0]
    print(
        f"1. The platform: PostgreSQL {version} on a socket in {database.directory}, removed at the end"
    )
    database.add_company()
    print(f"   {counts(database)}")
    print(f"2. The policies in {TOP / 'policies'} were compiled to {TOP / 'generated'} and into")
    print(f"   {pusher.binary}; generated/setup.sql has made its two roles and its publication")
    print("3. The pusher fills every stream, then follows the platform")
    begin = time.monotonic()
    pusher.start()
    lake = Lake(pusher)
    pusher.wait_until_current()
    print(f"   {len(lake.news()):,} records in {time.monotonic() - begin:.1f} s\n")
    for number, (title, statement, table) in enumerate(STEPS, 4):
        print(f"{number}. {title}")
        database.sql(statement)
        pusher.wait_until_current()
        side_by_side(platform_lines(database, table), lake_lines(lake.news()))
    print(
        f"{len(STEPS) + 4}. 2,000 random changes more; then the lake against SQL over the platform"
    )
    database.sql("CALL workload.run(2000, 0.5)")
    pusher.wait_until_current()
    status = pusher.stop()
    equal, report = pusher.fold()
    print("".join(f"   {line}\n" for line in report.splitlines()))
    attack(len(STEPS) + 5)
    if not equal or status != 0:
        raise Failed(f"the lake is not what it should be (exit status {status})\n{pusher.errors()}")


def main():
    directory = BUILD / "demo"
    shutil.rmtree(directory, ignore_errors=True)
    with Database() as database, Pusher(database, directory) as pusher:
        try:
            demo(database, pusher)
        except Failed as error:
            print(f"demo: {error}", file=sys.stderr)
            return 1
    print(
        f"The lake: {directory}/lake/STREAM/…/*.jsonl, the regulator's beside it in {directory}/regulator"
    )
    print(f"What the pusher said: {directory}/stderr")
    print(f"What leaves, in English: {TOP / 'generated/REPORT.md'}; why: policies/*.policy")
    return 0


if __name__ == "__main__":
    sys.exit(main())
