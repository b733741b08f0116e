"""A pusher over a table of which the platform encrypts four columns, each in another format: what the
tests of this folder that run one stand on."""

import atexit
import base64
import functools
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from cryptography.fernet import Fernet

import formats
from harness import BUILD, TOP, Database, Pusher

POLICY = """policy language 1
use standard "uk_gdpr"
key platform for decryption purpose "The platform's own encryption" end
key link for pseudonyms links persons purpose "Join" end
destination lake
    clearance pseudonymous
    accepts identity, contact, financial, operations
    purpose "Test"
    owned by head_of_data
end
table app.persons
    column id bigint personal identity key
    column mail text? personal contact encrypted with platform as rails
    column mobile text? personal contact encrypted with platform as laravel plaintext allowed
    column born date? personal identity encrypted with platform as fernet
    column score numeric? internal financial encrypted with platform
        as aes_gcm(encoding: raw, iv: 16, aad: "AES256GCM", order: iv_tag_ciphertext)
    column n integer open
end
release app.persons to lake.persons version 1
    owner head_of_data
    purpose "Test"
    review by 2030-01-01
    row key ref = pseudonym(id, using: link)
    derive has_mail = present(mail)
    derive stored_mail = mail is not missing
    derive reachable = present(mail) or present(mobile)
    derive age = age_band(born, at: commit_time, width: 10 years)
    derive band = band(score, edges: [0, 500, 1000])
    disclose domain = email_domain(mail) from personal contact as internal
             because "Test" approved by data_protection_officer until 2027-12-31
    keep n
    deleted rows send key
    updates send changes
    metadata commit_time
end
"""

SCHEMA = """CREATE SCHEMA app;
CREATE TABLE app.persons (id bigint PRIMARY KEY, mail text, mobile varchar(2000), born bytea,
                          score bytea, n integer NOT NULL);"""

RAILS = {"primary_key": "a primary key of the platform", "salt": "its salt"}


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    return "'" + value.replace("'", "''") + "'"


def sluice(policy, command, *words):
    result = subprocess.run(
        [BUILD / "sluice", command, policy, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"CFLAGS": os.environ.get("CFLAGS", "-O1")},
    )
    if result.returncode != 0:
        raise AssertionError(result.stdout + result.stderr)


@functools.cache
def built(text=POLICY):
    """The folder that holds the pusher and what else the policy becomes: one for all tests."""
    directory = tempfile.TemporaryDirectory(prefix="sluice-crypto.")
    atexit.register(directory.cleanup)
    folder = pathlib.Path(directory.name)
    policy = folder / "persons.policy"
    policy.write_text(text, encoding="utf-8")
    sluice(policy, "generate", "-o", folder / "generated")
    sluice(
        policy, "build", "-o", folder / "sluice-pusher",
        "--headers", f"{TOP / 'runtime/abi'}:{TOP / 'common'}",
        "--archive", BUILD / "libsluice-pusher.a",
    )  # fmt: skip
    return folder


class Case(unittest.TestCase):
    """Each test has a database and a pusher's directory of its own."""

    policy = POLICY

    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.psql(text=SCHEMA)
        self.database.psql("-f", built(self.policy) / "generated/setup.sql")
        self.statements = []
        self.rails = formats.rails_key(RAILS["primary_key"], RAILS["salt"])
        self.laravel = os.urandom(32)
        self.fernet_key = Fernet.generate_key()
        self.fernet = Fernet(self.fernet_key)
        self.gcm = os.urandom(32)
        self.pusher = Pusher(self.database, binary=built(self.policy) / "sluice-pusher")
        self.addCleanup(self.pusher.remove)
        self.configure()

    def secret(self, name, data):
        path = self.pusher.directory / "keys" / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        path.chmod(0o600)
        return {"file": f"keys/{name}"}

    def configure(self):
        config = self.pusher.config
        config["keys"] = {
            "link": self.secret("link", os.urandom(32)),
            "platform": {
                "rails": {name: self.secret(name, value + "\n") for name, value in RAILS.items()},
                "laravel": {
                    "keys": [
                        self.secret("old", "base64:" + base64.b64encode(os.urandom(32)).decode()),
                        self.secret("new", "base64:" + base64.b64encode(self.laravel).decode()),
                    ]
                },
                "fernet": {"keys": self.secret("fernet", self.fernet_key)},
                "aes_gcm": {"keys": self.secret("gcm", self.gcm)},
            },
        }
        config["destinations"] = {
            "lake": {"sink": "file", "directory": "lake", "roll_delay_ms": 100}
        }
        self.pusher.write_config()

    def row(self, n, mail=None, mobile=None, born=None, score=None):
        """Encrypts and inserts; what is bytes or None goes in as it is."""
        if isinstance(mail, str):
            mail = formats.rails(self.rails, mail)
        if isinstance(mobile, str):
            mobile = formats.laravel(self.laravel, mobile)
        if isinstance(born, str):
            born = self.fernet.encrypt(born.encode())
        if isinstance(score, str):
            score = formats.aes_gcm(self.gcm, score, 16, tag_first=True, aad=b"AES256GCM")
        values = ", ".join(literal(value) for value in (mail, mobile, born, score))
        self.insert(n, values)

    def insert(self, n, values):
        self.statements.append(f"INSERT INTO app.persons VALUES ({n}, {values}, {n});")

    def commit(self):
        """Sends what row() and insert() have gathered, a transaction each."""
        self.database.psql(text="\n".join(self.statements))
        self.statements.clear()

    def run_until_current(self):
        self.commit()
        self.pusher.run_until_current()

    def records(self, operation=None):
        found = []
        for path in sorted((self.pusher.directory / "lake").rglob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                if operation is None or record["_op"] == operation:
                    found.append(record)
        return found

    def fields(self, operation):
        names = ("n", "has_mail", "stored_mail", "reachable", "age", "band", "domain")
        return sorted(tuple(record[name] for name in names) for record in self.records(operation))

    def events(self, name):
        return [
            event
            for event in map(json.loads, self.pusher.errors().splitlines())
            if event.get("event") == name
        ]
