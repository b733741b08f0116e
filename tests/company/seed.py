#!/usr/bin/env python3
"""Writes rows for the example company's platform, as SQL for psql. All made up.

    tests/company/seed.py --customers 2000 | psql -q -v ON_ERROR_STOP=1

The same options give the same bytes. Telephone numbers are from the ranges that Ofcom keeps free
for drama, National Insurance numbers have the prefix QQ that is never issued, domains end in
.example unless they belong to one of the large mail providers.

Dates that the policies turn into ages or whole months never fall on the day of the month of --today
or of the days beside it, so that a check that runs past midnight finds the same ages.
"""

import argparse
import datetime
import json
import pathlib
import random
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import formats

FIRST_NAMES = """Oluwaseun Niamh Zoë Siân Chloë Mohammed Aisha Jack Grace Gwenllian Łukasz
Agnieszka Priya Arjun Mei Wei Fatima Ioan Seren Callum Isla Dafydd Órla Renée Søren Björk Hannah Tom
Amelia
George José Chidi Yusuf Ngozi Kwame Ffion Rhys Eilidh Hamish Ravi""".split()
LAST_NAMES = """Smith Jones Okonkwo O'Brien Llewellyn Patel Khan Kowalski Nowak MacDonald Fraser
Evans Davies Taylor Brown Singh Begum Ahmed Müller García Nguyễn Chen Walker Wright Hughes
Campbell Thompson Robinson Green Hall Wood Harris Clarke D'Souza Fitzgerald Adeyemi
Mensah""".split()
AREAS = """AB B BD BS CF CV DD E EC EH G GL HU IV KY L LE LL LS M N NE NG NW OX PA PL S SA SE SW TR
W WC YO""".split()
STREETS = [
    "High Street",
    "Station Road",
    "Church Lane",
    "Mill Road",
    "Heol y Bont",
    "Victoria Terrace",
]
MAIL = ["gmail.com", "outlook.com", "icloud.com", "yahoo.co.uk", "btinternet.com"]
PRODUCTS = [
    "Credit Card",
    "credit card ",
    " Loan",
    "LOAN",
    "Overdraft",
    "Gas & electricity",
    "Mobile contract",
    "Council Tax",
    "Catalogue",
]
OUTCOMES = ["promise", "paid", "no answer", "wrong person", "callback", "refused", "reçu"]
PHRASES = [
    "Plan agreed",
    "Left a message",
    "Letter returned",
    "Asked for statement",
    "Rappel demandé",
    "Payment confirmed",
    "Complaint passed on",
    "Nothing owed",
    "Will call back – tomorrow",
]
TERMS = """This agreement is regulated by the Consumer Credit Act 1974. If you miss a payment we may
charge you interest at the rate shown, and tell credit reference agencies. You can settle early at
any time. Mae fersiwn Gymraeg ar gael. ¶ § – “amounts” are in £.""".split()
NOTES = """told us about a stay in hospital and has trouble reading letters since prefers that we
call his sister waiting for a diagnosis finds the phone hard asked us not to write about it
again""".split()
NEEDS = ["hearing", "sight", "mobility", "mental_health", "bereavement", "money_skills"]

NULL = object()

# Of the application's encryption; tests only, anybody can read them.
RAILS = {
    "primary_key": "sluice test primary key",
    "deterministic_key": "sluice test deterministic key",
    "salt": "sluice test salt",
}
# What workload.sql and the demo write into encrypted columns.
WRITTEN_LATER = [
    "nia@GMAIL.com", "Nia@outlook.com", " ", "nia@", "@", "a@b@icloud.com", "é@étoile.example",
    "07700 900123", "", "\t", "x@yahoo.co.uk", "X@x.example", "07700 900456",
    "sian.okonkwo@gmail.com",
]  # fmt: skip


def words(rng, source, length):
    """Text of about `length` characters."""
    out, size = [], 0
    while size < length:
        word = rng.choice(source)
        out.append(word)
        size += len(word) + 1
    return " ".join(out)


def maybe(rng, share, make):
    """make() for `share` of the rows, else NULL."""
    return make() if rng.random() < share else NULL


class Seed:
    """Makes the rows; every method yields those of one table."""

    def __init__(self, seed, customers, today):
        self.rng = random.Random(seed)
        self.customers = customers
        self.today = today
        avoid = [today + datetime.timedelta(days=n) for n in (-1, 0, 1, 2)]
        self.days = [d for d in range(1, 28) if d not in [a.day for a in avoid]]
        self.accounts = []
        self.primary, self.deterministic = (
            formats.rails_key(RAILS[name], RAILS["salt"])
            for name in ("primary_key", "deterministic_key")
        )
        self.plain = {}  # by what is stored

    def encrypted(self, text, deterministic=False):
        """E-mail addresses are looked up by the application, so that equal ones are stored alike."""
        if deterministic:
            stored = formats.rails(self.deterministic, text, deterministic=True)
        else:
            stored = formats.rails(self.primary, text, iv=self.rng.randbytes(12))
        self.plain[stored] = text
        return stored

    def encrypted_rows(self):
        """Last: what the others have encrypted, and what is written later."""
        for text in WRITTEN_LATER:
            self.encrypted(text)
        yield from self.plain.items()

    def date(self, first_year, last_year):
        return datetime.date(
            self.rng.randint(first_year, last_year),
            self.rng.randint(1, 12),
            self.rng.choice(self.days),
        )

    def past_date(self, first_year):
        """A date at least a month before today."""
        date = self.date(first_year, self.today.year)
        limit = self.today - datetime.timedelta(days=31)
        return date if date <= limit else date.replace(year=date.year - 1)

    def instant(self, first_year):
        date = self.past_date(first_year)
        rng = self.rng
        return (
            f"{date} {rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}"
            f".{rng.randrange(10**6):06}+00"
        )

    def bytes_hex(self, length):
        return "\\x" + self.rng.randbytes(length).hex()

    def pounds(self, low, high):
        pence = self.rng.randint(low * 100, high * 100)
        return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"

    def phone(self):
        return self.rng.choice(
            [
                f"07700 900{self.rng.randrange(1000):03}",
                f"+44 7700 900{self.rng.randrange(1000):03}",
            ]
        )

    def postcode(self):
        rng = self.rng
        text = (
            rng.choice(AREAS)
            + str(rng.randint(1, 28))
            + " "
            + str(rng.randint(0, 9))
            + "".join(rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
        )
        roll = rng.random()
        if roll < 0.1:
            return text.lower()
        if roll < 0.2:
            return text.replace(" ", "")
        return rng.choice(["not known", "BFPO", "", "75008", "GIR 0AA"]) if roll < 0.25 else text

    def email(self, name, number):
        rng = self.rng
        if rng.random() < 0.03:
            return rng.choice(["", "  ", "none", "not an address@"])
        host = rng.choice(MAIL) if rng.random() < 0.7 else f"{name.lower()}{number % 97}.example"
        local = f"{name}.{number}"
        return (
            rng.choice([local, local.lower(), local.upper()])
            + "@"
            + rng.choice([host, host.upper()])
        )

    def creditor_rows(self):
        rng = self.rng
        for n in range(1, 41):
            kind = rng.choice(["Bank plc", "Énergie", "Telecom", "Council", "& Sons"])
            name = f"{rng.choice(LAST_NAMES)} {kind} {n}"
            yield (
                n,
                name,
                rng.choice(["bank", "utility", "telecoms", "council", "retail"]),
                rng.choice([True, True, True, False, NULL]),
                maybe(rng, 0.9, lambda: self.pounds(0, 30)),
                maybe(rng, 0.8, lambda: f'https://creditor{n}.example/?a=1&b="2"'),
                maybe(rng, 0.5, lambda: self.bytes_hex(rng.randint(0, 200))),
                self.instant(2005)[:-3],
                maybe(rng, 0.5, lambda: f"L-{n:05}"),
                rng.randrange(10 ** rng.randint(1, 18)),
            )

    def customer_rows(self):
        rng = self.rng
        for n in range(1, self.customers + 1):
            first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
            yield (
                n,
                maybe(rng, 0.7, lambda: rng.choice(["Mr", "Mrs", "Ms", "Mx", "Dr"])),
                f"{first} {last}",
                maybe(rng, 0.75, lambda: self.encrypted(self.email(last, n), deterministic=True)),
                maybe(rng, 0.8, lambda: self.encrypted(self.phone())),
                maybe(rng, 0.95, lambda: self.date(1930, self.today.year - 18)),
                maybe(rng, 0.93, self.postcode),
                maybe(
                    rng,
                    0.9,
                    lambda: {
                        "line1": f"{rng.randint(1, 200)} {rng.choice(STREETS)}",
                        "town": rng.choice(AREAS),
                        "since": rng.randint(1980, 2026),
                    },
                ),
                maybe(rng, 0.9, lambda: f"QQ{n:06}{rng.choice('ABCD')}"),
                maybe(rng, 0.6, lambda: f"{rng.randrange(10**6):06} {rng.randrange(10**8):08}"),
                rng.choice(["en"] * 12 + ["cy", "cy", "pl", "ur", "pa", "ro"]),
                rng.choice(["letter", "email", "sms", "phone"]),
                maybe(rng, 0.6, lambda: self.pounds(0, 6000)),
                maybe(rng, 0.5, lambda: rng.randint(0, 6)),
                maybe(
                    rng, 0.05, lambda: f"{rng.choice(FIRST_NAMES)} {last}, 07700 900{n % 1000:03}"
                ),
                rng.random() < 0.12,
                maybe(rng, 0.15, lambda: words(rng, NOTES, rng.choice([80, 400, 4000]))),
                maybe(rng, 0.05, lambda: self.bytes_hex(rng.randint(1, 3000))),
                maybe(rng, 0.3, lambda: rng.choice([[], ["vip"], ["moved", 'écrit, "deux" fois']])),
                maybe(rng, 0.7, lambda: rng.random() < 0.4),
                maybe(rng, 0.8, lambda: uuid.UUID(int=rng.getrandbits(128), version=4)),
                maybe(rng, 0.4, lambda: f"({rng.uniform(50, 59):.5f},{rng.uniform(-6, 1):.5f})"),
                self.instant(2012),
                maybe(rng, 0.5, lambda: self.instant(2025)),
            )

    def account_rows(self):
        rng = self.rng
        for n in range(1, self.customers * 3 // 2 + 1):
            customer = rng.randint(1, self.customers)
            # Beyond 32 bits, as numbers of a platform that was merged from two are.
            account = n if n % 3 else 5_000_000_000 + n
            self.accounts.append((account, customer))
            yield (
                account,
                customer,
                rng.randint(1, 40),
                maybe(
                    rng,
                    0.9,
                    lambda: f"{rng.choice(['LON', 'GBR', 'ŁÓD'])}-{rng.randrange(n + 1):07}",
                ),
                rng.choice(["open"] * 5 + ["plan"] * 3 + ["paused", "closed", "test"]),
                rng.choice(PRODUCTS),
                self.past_date(2008),
                maybe(rng, 0.7, lambda: self.past_date(2015)),
                self.pounds(*rng.choice([(-50, 0), (0, 300), (300, 2500), (2500, 30000)])),
                maybe(rng, 0.7, lambda: self.pounds(-100, 2000)),
                maybe(
                    rng,
                    0.8,
                    lambda: rng.choice(
                        ["0", "19.90", "29.9", "0.1234567890123456789", "NaN", "1e3"]
                    ),
                ),
                maybe(
                    rng,
                    0.8,
                    lambda: rng.choice(
                        [repr(rng.random()), "0", "-0", "1e-300", "NaN", "Infinity"]
                    ),
                ),
                maybe(rng, 0.3, lambda: repr(round(rng.random(), 4))),
                rng.randint(0, 10),
                maybe(rng, 0.6, lambda: words(rng, TERMS, rng.choice([60, 500, 3000, 9000]))),
                maybe(rng, 0.1, lambda: words(rng, NOTES, rng.choice([60, 3000]))),
                maybe(rng, 0.2, lambda: self.bytes_hex(32)),
                maybe(
                    rng, 0.3, lambda: {"monthly": rng.randint(5, 300), "day": rng.randint(1, 28)}
                ),
                maybe(rng, 0.4, lambda: f"{rng.randint(0, 40)} days {rng.randint(0, 23)}:00:00"),
                maybe(rng, 0.5, lambda: self.instant(2025)),
            )

    def payment_rows(self):
        rng = self.rng
        for n in range(1, self.customers * 4 + 1):
            account, _ = rng.choice(self.accounts)
            paid = self.past_date(2024)
            yield (
                n,
                paid,
                account,
                self.pounds(*rng.choice([(-200, 0), (1, 100), (100, 3000), (3000, 9000)])),
                rng.choice(["GBP"] * 9 + ["EUR"]),
                rng.choice(["direct_debit", "card", "transfer", "cash", "payroll"]),
                maybe(rng, 0.85, lambda: f"{paid} {rng.randrange(24):02}:30:00.123+00"),
                maybe(rng, 0.5, lambda: f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"),
                maybe(rng, 0.6, lambda: f"REF {rng.choice(LAST_NAMES)} {n}"),
                maybe(rng, 0.4, lambda: {"code": rng.randint(0, 99), "text": "Approved – merci"}),
                maybe(rng, 0.05, lambda: rng.randint(1, n)),
                rng.random() < 0.5,
                maybe(rng, 0.5, lambda: rng.randint(1, 400)),
            )

    def contact_event_rows(self):
        rng = self.rng
        ordinals = {}
        for _ in range(self.customers * 5 // 2):
            account, customer = rng.choice(self.accounts)
            ordinals[account] = ordinals.get(account, 0) + 1
            channel = rng.choice(["call", "call", "letter", "email", "sms", "chat"])
            yield (
                account,
                ordinals[account],
                customer,
                self.instant(2024),
                rng.randint(0, 1500) if channel == "call" else NULL,
                channel,
                rng.random() < 0.3,
                maybe(rng, 0.7, self.phone),
                maybe(rng, 0.7, self.phone),
                maybe(rng, 0.6, lambda: f"{rng.choice(FIRST_NAMES)}.agent"),
                maybe(rng, 0.9, lambda: rng.choice(OUTCOMES)),
                maybe(rng, 0.1, lambda: words(rng, NOTES, rng.choice([100, 3000]))),
                maybe(rng, 0.7, lambda: words(rng, PHRASES, rng.choice([10, 60, 2500]))),
                maybe(rng, 0.03, lambda: self.bytes_hex(500)),
                maybe(rng, 0.2, lambda: f"192.0.2.{rng.randrange(256)}"),
                maybe(rng, 0.5, lambda: rng.choice(["0.1", "-1", "0.33333334", "1e-10", "NaN"])),
                maybe(
                    rng,
                    0.5,
                    lambda: {
                        "codec": "opus",
                        "line": rng.randint(1, 9),
                        "niños": [1.50, None, True],
                        "text": 'a"b\\c\u0001\u2028',
                    },
                ),
                maybe(rng, 0.1, lambda: f"{rng.randrange(24):02}:15:00"),
                maybe(rng, 0.5, lambda: self.instant(2024)[:-3]),
            )

    def support_need_rows(self):
        rng = self.rng
        for _ in range(self.customers // 5):
            yield (
                uuid.UUID(int=rng.getrandbits(128), version=4),
                rng.randint(1, self.customers),
                rng.choice(NEEDS),
                maybe(rng, 0.8, lambda: rng.randint(1, 5)),
                self.past_date(2018),
                maybe(rng, 0.7, lambda: f"{rng.choice(FIRST_NAMES)}@collections.example"),
                rng.random() < 0.8,
                maybe(rng, 0.6, lambda: words(rng, NOTES, rng.choice([60, 3000]))),
                maybe(rng, 0.1, lambda: self.bytes_hex(300)),
                maybe(rng, 0.2, lambda: [{"at": "2026", "by": "x"}]),
                maybe(rng, 0.3, lambda: self.date(self.today.year, self.today.year + 2)),
            )


TABLES = [
    ("collections.creditors", "*", Seed.creditor_rows),
    (
        "collections.customers",
        "customer_id, title, full_name, email, mobile, date_of_birth, postcode, address, "
        "ni_number, bank_account, language, preferred_channel, monthly_income, dependants, "
        "third_party, vulnerable, case_note, photo, tags, marketing_consent, external_id, home, "
        "created_at, updated_at",
        Seed.customer_rows,
    ),
    (
        "collections.accounts",
        "account_id, customer_id, creditor_id, creditor_reference, status, product, opened_on, "
        "in_default_since, balance, arrears, interest_rate, propensity, model_score, priority, "
        "agreement_text, hardship_note, card_token, plan, response_time, updated_at",
        Seed.account_rows,
    ),
    ("collections.payments", "*", Seed.payment_rows),
    ('dialler."Contact Events"', "*", Seed.contact_event_rows),
    ("care.support_needs", "*", Seed.support_need_rows),
    ("application.encrypted", "*", Seed.encrypted_rows),
]


def copy_field(value):
    """One field of COPY's text format."""
    if value is NULL:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = (
            "{"
            + ",".join('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value)
            + "}"
        )
    elif isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--customers", type=int, default=2000, help="how many; all other tables follow (2000)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (1)")
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        help="YYYY-MM-DD (the day it is)",
        default=datetime.datetime.now(datetime.UTC).date(),
    )
    options = parser.parse_args()
    seed = Seed(options.seed, options.customers, options.today)
    out = sys.stdout
    out.reconfigure(encoding="utf-8")
    out.write("BEGIN;\n")
    for table, columns, rows in TABLES:
        out.write(f"COPY {table}{'' if columns == '*' else f' ({columns})'} FROM stdin;\n")
        for row in rows(seed):
            out.write("\t".join(copy_field(value) for value in row) + "\n")
        out.write("\\.\n")
    out.write(
        "SELECT setval(pg_get_serial_sequence('collections.customers', 'customer_id'),"
        f" {options.customers}) \\g /dev/null\nCOMMIT;\nANALYZE;\n"
    )


if __name__ == "__main__":
    main()
