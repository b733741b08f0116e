"""A pusher that decrypts: what leaves, what happens to values that cannot be decrypted, and where
plaintext and keys are meanwhile."""

import base64
import functools
import http.server
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import unittest

import formats
from cryptography.fernet import Fernet
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
    column score numeric? internal financial encrypted with platform as aes_gcm(encoding: raw, iv: 16, aad: "AES256GCM", order: iv_tag_ciphertext)
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
    derive band = band(score, edges: [0, 100, 1000])
    disclose domain = email_domain(mail) from personal contact as internal
             because "Test" approved by data_protection_officer until 2027-12-31
    keep n
    deleted rows send key
    updates send changes
    metadata commit_time
end
"""

# The overlap of docs/encryption.md, and what follows it.
TWO_KEYS = """policy language 1
use standard "uk_gdpr"
key link for pseudonyms links persons purpose "Join" end
key link_2 for pseudonyms links persons purpose "Join, from now on" end
destination lake
    clearance pseudonymous
    accepts identity
    purpose "Test"
    owned by head_of_data
end
table app.persons
    column id bigint personal identity key
    column mail opaque? internal identity
    column mobile opaque? internal identity
    column born opaque? internal identity
    column score opaque? internal identity
    column n integer open
end
release app.persons to lake.persons version {version}
    owner head_of_data
    purpose "Test"
    review by 2030-01-01
    {pseudonyms}
    keep n
    withhold mail, mobile, born, score because "Test"
    deleted rows send key
    updates send changes
end
"""
OVERLAP = TWO_KEYS.format(
    version=2,
    pseudonyms="row key ref = pseudonym(id, using: link)\n"
    "    derive ref_next = pseudonym(id, using: link_2)",
)
AFTERWARDS = TWO_KEYS.format(version=3, pseudonyms="row key ref = pseudonym(id, using: link_2)")

SCHEMA = """CREATE SCHEMA app;
CREATE TABLE app.persons (id bigint PRIMARY KEY, mail text, mobile varchar(2000), born bytea,
                          score bytea, n integer NOT NULL);"""

RAILS = {"primary_key": "a primary key of the platform", "salt": "its salt"}
CANARY = "canary.wren.4711"


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
    unittest.addModuleCleanup(directory.cleanup)
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


class Formats(Case):
    def test_snapshot_and_stream(self):
        self.row(1, f"{CANARY}@Example.COM", "07700 900123", "1980-07-31", "99.99")
        self.row(2, None, None, None, None)
        self.row(3, "   ", "", "2999-01-01", "-0.5")
        wanted = [
            (1, True, True, True, "40-49", "0..100", "example.com"),
            (2, False, False, False, None, None, None),
            (3, False, True, False, None, "<0", None),
        ]
        self.run_until_current()
        self.assertEqual(self.fields("r"), wanted)
        packed = formats.rails(self.rails, f"{CANARY}@gmail.com", compress=True, envelope=True)
        self.row(4, None, None, " 1931-02-28 ", "+1e3")
        self.commit()
        self.database.sql(f"UPDATE app.persons SET mail = {literal(packed)} WHERE id = 4")
        self.row(5, "zoë@llewellyn.example", "+44 7700 900123", None, "007")
        # Encrypted anew, it is the same: nothing is sent for it.
        again = formats.rails(self.rails, f"{CANARY}@Example.COM")
        self.database.sql(f"UPDATE app.persons SET mail = {literal(again)} WHERE id = 1")
        self.database.sql("UPDATE app.persons SET mail = NULL, n = 6 WHERE id = 3")
        self.database.sql("DELETE FROM app.persons WHERE id = 2")
        self.run_until_current()
        self.assertEqual(
            self.fields("c"),
            [
                (4, False, False, False, "90+", None, None),
                (5, True, True, True, None, "0..100", "llewellyn.example"),
            ],
        )
        self.assertEqual(
            self.fields("u"),
            [
                (4, True, True, True, "90+", None, "gmail.com"),
                (6, False, False, False, None, "<0", None),
            ],
        )
        self.assertEqual(len(self.records("d")), 1)
        # What is no number was counted, and said.
        (event,) = self.events("undecryptable")
        self.assertEqual((event["column"], event["reason"]), ("score", "not_of_type"))
        self.assert_nowhere(CANARY, "900123", "llewellyn@")

    def assert_nowhere(self, *texts):
        for path in self.pusher.written():
            data = path.read_bytes()
            for text in texts:
                self.assertNotIn(text.encode(), data, path)

    def test_leftovers(self):
        """`plaintext allowed` reads what was never encrypted; other columns take it for missing."""
        for n in range(1, 301):
            self.row(n, "ann@example.com")
        self.insert(1000, "'ann@example.com', '+44 7700 900123', NULL, NULL")
        self.run_until_current()
        self.assertEqual(self.fields("r")[-1], (1000, False, True, True, None, None, None))
        (event,) = self.events("undecryptable")
        self.assertEqual((event["column"], event["reason"]), ("mail", "not_encrypted"))
        self.assertEqual((event["values"], event["of"]), (1, 301))


# AddressSanitizer makes mlock() do nothing.
SANITIZED = b"__asan_init" in (BUILD / "sluice-pusher").read_bytes()


def memory_of(pid):
    """All that a process has mapped and may be read."""
    parts = []
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb") as mem:
        for line in maps:
            span, rights = line.split()[:2]
            begin, end = (int(part, 16) for part in span.split("-"))
            if "r" not in rights or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                continue
            if end - begin > 1 << 30:  # the state's address space, which is mostly no memory
                continue
            try:
                mem.seek(begin)
                parts.append(mem.read(end - begin))
            except OSError:
                continue
    return b"\0".join(parts)


@unittest.skipUnless(os.geteuid() == 0, "only root may look into these processes")
class Memory(Case):
    def assert_in_none(self, memory, needles, what):
        for needle in needles:
            self.assertEqual(memory.count(needle), 0, f"{what}: {needle[:12]!r}…")

    def look(self, plain):
        """Plaintext in no process; keys in neither the sender nor the reader's own copies of them."""
        processes = self.pusher.processes()
        reader, sender = (memory_of(processes[role]) for role in ("reader", "sender"))
        self.assertIn(b"has_mail", reader)  # that the looking works at all
        self.assert_in_none(reader, plain, "reader")
        self.assert_in_none(sender, plain, "sender")
        secrets = [
            self.rails,
            self.laravel,
            self.gcm,
            base64.urlsafe_b64decode(self.fernet_key),
            self.fernet_key,
            RAILS["primary_key"].encode(),
        ]
        self.assert_in_none(sender, secrets, "sender")
        # The reader is given what was made of the secrets, not those themselves.
        self.assert_in_none(reader, [RAILS["primary_key"].encode(), self.fernet_key], "reader")
        # Its own copies of the keys are locked and left out of dumps.
        with open(f"/proc/{processes['reader']}/smaps", encoding="utf-8") as smaps:
            flags = [line for line in smaps if line.startswith("VmFlags")]
        wanted = (" dd ",) if SANITIZED else (" lo ", " dd ")
        self.assertTrue(any(all(flag in line for flag in wanted) for line in flags))
        with open(f"/proc/{processes['reader']}/limits", encoding="utf-8") as limits:
            (core,) = [line for line in limits if line.startswith("Max core file size")]
        self.assertEqual(core.split()[4:6], ["0", "0"])

    def canaries(self, stem):
        mails = [f"{stem}.wren.{n}.{'z' * (n * 7 % 90)}@example.com" for n in range(60)]
        mobiles = [f"{stem} robin {n:05}" for n in range(60)]
        return mails, mobiles

    def test_memory(self):
        mails, mobiles = self.canaries("snapshot")
        for n, (mail, mobile) in enumerate(zip(mails, mobiles)):
            self.row(n, mail, mobile, "1980-07-31", "123.4567891")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.look([b"snapshot.wren.", b"snapshot robin", b"123.4567891", b"1980-07-31"])
        mails, mobiles = self.canaries("streamed")
        for n, (mail, mobile) in enumerate(zip(mails, mobiles)):
            packed = formats.rails(self.rails, mail, compress=n % 2 == 0, envelope=n % 3 == 0)
            values = ", ".join(literal(v) for v in (packed, formats.laravel(self.laravel, mobile)))
            self.insert(1000 + n, f"{values}, NULL, NULL")
        self.commit()
        self.pusher.wait_until_current()
        self.assertEqual(len(self.records("c")), 60)
        self.look([b"streamed.wren.", b"streamed robin"])
        self.assertEqual(self.pusher.stop(), 0)
        for path in self.pusher.written():
            self.assertNotIn(b".wren.", path.read_bytes())


class Kms(http.server.BaseHTTPRequestHandler):
    """Decrypt of AWS KMS: a blob is a context and a secret, by key. (tests/aws judges signatures.)"""

    blobs, calls = {}, []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.calls.append((self.headers["x-amz-target"], self.headers["authorization"], body))
        blob = self.blobs.get((body["KeyId"], base64.b64decode(body["CiphertextBlob"])))
        status, answer = 400, {"__type": "InvalidCiphertextException", "message": ""}
        if blob is not None and blob[0] == body["EncryptionContext"]:
            status, answer = 200, {"KeyId": body["KeyId"], "Plaintext": base64.b64encode(blob[1]).decode()}
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.send_header("content-type", "application/x-amz-json-1.1")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Wrapped(Case):
    KEY = "arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

    def setUp(self):
        super().setUp()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Kms)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        Kms.calls.clear()
        self.pusher.environment |= {
            "AWS_ENDPOINT_URL_KMS": f"http://127.0.0.1:{server.server_address[1]}",
            "AWS_REGION": "eu-west-2",
            "AWS_ACCESS_KEY_ID": "AKIATESTTESTTESTTEST",
            "AWS_SECRET_ACCESS_KEY": "cloud.secret.canary",
        }

    def wrap(self, name, data, context):
        blob = os.urandom(150)
        Kms.blobs[(self.KEY, blob)] = (context, data)
        file = self.secret(name, blob)["file"]
        return {"kms": {"file": file, "key_id": self.KEY, "context": context}}

    def test_wrapped_keys(self):
        context = {"application": "sluice", "key": "gcm"}
        self.pusher.config["keys"]["platform"]["aes_gcm"]["keys"] = self.wrap("g", self.gcm, context)
        link = self.wrap("l", os.urandom(32), {})
        self.pusher.config["keys"]["link"] = link
        self.pusher.write_config()
        self.row(1, None, None, None, "99.99")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.assertEqual(self.fields("r")[0][5], "0..100")
        self.assertEqual({call[0] for call in Kms.calls}, {"TrentService.Decrypt"})
        self.assertIn("/eu-west-2/kms/aws4_request", Kms.calls[0][1])
        self.assertIn(context, [call[2]["EncryptionContext"] for call in Kms.calls])
        # The reader is not given the cloud's credentials, nor what it could find them by.
        reader = self.pusher.processes()["reader"]
        self.assertNotIn(b"cloud.secret", pathlib.Path(f"/proc/{reader}/environ").read_bytes())

    def test_refused(self):
        wrapped = self.wrap("g", self.gcm, {"key": "gcm"})
        wrapped["kms"]["context"] = {"key": "another"}
        self.pusher.config["keys"]["platform"]["aes_gcm"]["keys"] = wrapped
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("check"), 1)
        said = self.pusher.errors()
        self.assertIn("keys.platform.aes_gcm.keys", said)
        self.assertIn("InvalidCiphertextException", said)
        self.assertNotIn("cloud.secret", said)


class Sources(Case):
    def test_credentials_of_a_service_and_the_environment(self):
        """As systemd hands them over: files that the service's user may read by an ACL, which shows as
        their group's right. And what came by the environment stays with the supervisor."""
        keys = self.pusher.config["keys"]
        directory = self.pusher.directory / "credentials"
        directory.mkdir(mode=0o700)
        for name, data in (("link", os.urandom(32)), ("rails_salt", RAILS["salt"].encode() + b"\n")):
            (directory / name).write_bytes(data)
            (directory / name).chmod(0o440)
        keys["link"] = {"credential": "link"}
        keys["platform"]["rails"] = {
            "primary_key": {"env": "RAILS_PRIMARY_KEY"},
            "salt": {"credential": "rails_salt"},
        }
        self.pusher.environment |= {
            "CREDENTIALS_DIRECTORY": str(directory),
            "RAILS_PRIMARY_KEY": RAILS["primary_key"],
        }
        self.pusher.write_config()
        self.row(1, "ann@example.com")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.assertEqual(self.fields("r")[0][:2], (1, True))
        processes = self.pusher.processes()
        for role in ("reader", "sender"):
            environment = pathlib.Path(f"/proc/{processes[role]}/environ").read_bytes()
            self.assertNotIn(b"RAILS", environment)
            self.assertNotIn(b"CREDENTIALS", environment)

    def test_a_credential_that_is_not_there(self):
        self.pusher.config["keys"]["link"] = {"credential": "../config.json"}
        self.pusher.environment["CREDENTIALS_DIRECTORY"] = str(self.pusher.directory / "keys")
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("check"), 1)
        self.assertIn("is not the name of a credential", self.pusher.errors())


class Rotation(Case):
    policy = OVERLAP

    def configure(self):
        super().configure()
        keys = self.pusher.config["keys"]
        del keys["platform"]
        keys["link_2"] = self.secret("link_2", os.urandom(32))
        self.pusher.write_config()

    def test_overlap(self):
        """Every record carries both pseudonyms; afterwards the second one is the first, unchanged."""
        for n in range(1, 6):
            self.row(n)
        self.run_until_current()
        self.row(6)
        self.run_until_current()
        pairs = {record["n"]: (record["ref"], record["ref_next"]) for record in self.records()
                 if record["_op"] in "rc"}  # fmt: skip
        self.assertEqual(len(pairs), 6)
        self.assertEqual(len({ref for pair in pairs.values() for ref in pair}), 12)
        # The next one: no state, no slot, the same lake; the old key is gone.
        self.database.psql("-f", built(AFTERWARDS) / "generated/setup.sql")
        self.database.sql("SELECT pg_drop_replication_slot('sluice')")
        self.pusher.forget()
        self.pusher.binary = built(AFTERWARDS) / "sluice-pusher"
        (self.pusher.directory / "keys/link").unlink()
        del self.pusher.config["keys"]["link"]
        self.pusher.write_config()
        self.pusher.run_until_current()
        after = {
            record["n"]: record["ref"]
            for record in self.records("r")
            if record["_policy"].startswith("lake.persons@3")
        }
        self.assertEqual(after, {n: following for n, (_, following) in pairs.items()})


class Failures(Case):
    def test_wrong_key_at_the_start(self):
        """Not one record leaves, and the check says so, too."""
        for n in range(1, 4):
            self.row(n, "ann@example.com")
        self.commit()
        self.pusher.config["keys"]["platform"]["rails"]["primary_key"] = self.secret("x", "wrong")
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("run", "--until-current"), 2)
        self.assertEqual(self.records(), [])
        self.assertIn("3 of 3 values that were looked at cannot be decrypted (not_authentic)",
                      self.pusher.errors())  # fmt: skip
        self.assertNotEqual(self.pusher.call("check"), 0)

    def test_wrong_key_later(self):
        """The stream stops before the eleventh failure among the last thousand leaves."""
        for n in range(1, 21):
            self.row(n, "ann@example.com")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        other = formats.rails_key("another key", RAILS["salt"])
        for n in range(101, 121):
            value = literal(formats.rails(other, "bob@example.com"))
            self.insert(n, f"{value}, NULL, NULL, NULL")
        self.commit()
        self.assertEqual(self.pusher.process.wait(30), 2)
        self.assertLessEqual(len(self.records("c")), 10)
        self.assertIn("too many of its values cannot be decrypted", self.pusher.errors())
        (event,) = self.events("undecryptable")[-1:]
        self.assertEqual((event["reason"], event["values"]), ("not_authentic", 11))
        # Another start does not come as far as that: the keys are held against the table first.
        self.assertEqual(self.pusher.call("run", "--until-current"), 2)
        self.assertIn("20 of 40 values that were looked at cannot be", self.pusher.errors())
        # With the other key beside the first, all that was stopped for is sent.
        self.pusher.config["keys"]["platform"]["rails"]["primary_key"] = [
            {"file": "keys/primary_key"},
            self.secret("another", "another key"),
        ]
        self.pusher.write_config()
        self.run_until_current()
        sent = {record["n"]: record["has_mail"] for record in self.records("c")}
        self.assertEqual(len(sent), 20)
        self.assertTrue(all(sent[n] for n in range(111, 121)))

    def test_configuration(self):
        """What a key lacks is said with its place, and never with the key."""
        platform = self.pusher.config["keys"]["platform"]
        platform["fernet"] = {"keys": self.secret("short", "tooshort.secret")}
        platform["laravle"] = {}
        del platform["rails"]["salt"]
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("check"), 1)
        said = self.pusher.errors()
        self.assertIn("keys.platform.rails", said)
        self.assertIn("'salt' is missing", said)
        self.assertIn("a Fernet key is 32 bytes in base64url", said)
        self.assertIn("did you mean 'laravel'", said)
        self.assertNotIn("tooshort.secret", said)


if __name__ == "__main__":
    unittest.main()
