"""Passwords that are tokens of RDS: what botocore makes of the same credentials at the same second, sent to a
server with TLS that asks for a password in the clear, as RDS does; behind it is a real PostgreSQL."""

import datetime
import json
import pathlib
import shutil
import ssl
import struct
import subprocess
import tempfile
import threading
import time
import unittest
import unittest.mock
import urllib.parse

import botocore.session
from botocore.credentials import Credentials

from aws_support import FakeAws
from harness import Database, Pusher
from listeners import Proxy

REGION = "eu-west-2"
USERS = {"sluice_replicator", "sluice_reader"}


def by_botocore(credentials, host, port, user, moment):
    """generate_db_auth_token() as of a moment."""
    session = botocore.session.Session()
    client = session.create_client(
        "rds",
        region_name=REGION,
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=credentials.secret_key,
        aws_session_token=credentials.token,
    )
    with unittest.mock.patch("botocore.auth.get_current_datetime", lambda: moment):
        return client.generate_db_auth_token(host, port, user)


class Rds(Proxy):
    """Takes TLS alone, asks for the password, and passes the session on where the test takes it."""

    def __init__(self, path, certificate, key, take):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.take = take
        super().__init__(path)

    def serve(self, client):
        self._read(client)  # asks for TLS, or is a cancellation
        client.sendall(b"S")
        client = self.context.wrap_socket(client, server_side=True)
        start = self._read(client)
        words = start[8:].split(b"\0")
        user = words[words.index(b"user") + 1].decode()
        client.sendall(b"R" + struct.pack("!II", 8, 3))
        client.recv(1)
        password = self._read(client)[4:-1].decode()
        if not self.take(user, password):
            fields = b"SFATAL\0C28000\0Mno\0\0"
            client.sendall(b"E" + struct.pack("!I", len(fields) + 4) + fields)
            client.close()
            return
        self.pass_on(client, start)

    def pass_on(self, client, start):
        server = self.connect()
        server.sendall(start)
        up = threading.Thread(target=self._copy, args=(client, server), daemon=True)
        up.start()
        self._copy(server, client)

    @staticmethod
    def _copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            for each in (source, target):
                each.close()

    @staticmethod
    def _read(client):
        head = client.recv(4)
        (length,) = struct.unpack("!I", head)
        return head + client.recv(length - 4)


class Tokens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fake = FakeAws(region=REGION)
        cls.addClassCleanup(cls.fake.stop)
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=20)
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="sluice-rds."))
        cls.addClassCleanup(shutil.rmtree, cls.directory)
        cls.certificate, cls.key = cls.directory / "certificate", cls.directory / "key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
            + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
            + ["-keyout", cls.key, "-out", cls.certificate],
            check=True,
            capture_output=True,
        )

    def setUp(self):
        self.taken, self.wrong, self.refusals = [], [], 0
        self.rds = Rds(
            self.database.directory / ".s.PGSQL.5432", self.certificate, self.key, self.take
        )
        self.addCleanup(self.rds.stop)
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sluice-home."))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.pusher = Pusher(self.database)
        self.addCleanup(
            self.database.sql, "SELECT pg_drop_replication_slot('sluice') FROM pg_replication_slots"
        )
        self.addCleanup(self.pusher.remove)
        self.source = self.pusher.config["source"]
        self.source["conninfo"] = (
            f"host=localhost port={self.rds.port} dbname=platform sslmode=verify-full"
            f" sslrootcert={self.certificate}"
        )
        self.source |= {
            f"{kind}_password": {"rds_iam": {"region": REGION}}
            for kind in ("reader", "replication")
        }
        self.source["replication_password"] = {"rds_iam": {}}
        self.pusher.write_config()

    def use(self, issued=None, **variables):
        self.pusher.environment = self.fake.environment(issued) | variables

    def take(self, user, token):
        """Whether botocore makes the same token; the order of the pairs counts for nothing."""
        if self.refusals:
            self.refusals -= 1
            return False
        url = urllib.parse.urlsplit("https://" + token)
        query = dict(urllib.parse.parse_qsl(url.query))
        moment = datetime.datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(
            tzinfo=datetime.UTC
        )
        key = query["X-Amz-Credential"].split("/")[0]
        issued = self.fake.do("secret", id=key)
        wanted = by_botocore(
            Credentials(key, issued["secret"], issued["token"]),
            "localhost",
            self.rds.port,
            user,
            moment,
        )
        theirs = urllib.parse.urlsplit("https://" + wanted)
        same = (url.netloc, url.path) == (theirs.netloc, theirs.path) and query == dict(
            urllib.parse.parse_qsl(theirs.query)
        )
        (self.taken if same else self.wrong).append((user, token))
        return same

    def assert_it_works(self):
        self.pusher.run_until_current()
        self.assertEqual(self.wrong, [])
        self.assertEqual({user for user, _ in self.taken}, USERS)
        for _, token in self.taken:
            self.assertNotIn(token.split("X-Amz-Signature=")[1], self.pusher.errors())

    def test_keys(self):
        self.use(self.fake.do("issue", session=False))
        self.assert_it_works()

    def test_keys_of_a_session(self):
        self.use(self.fake.do("issue"))
        self.assert_it_works()

    def test_a_role(self):
        issued = self.fake.do("issue", session=False)
        (self.home / "config").write_text(
            "[profile keys]\n"
            f"aws_access_key_id = {issued['id']}\naws_secret_access_key = {issued['secret']}\n"
            "[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = keys\n"
        )
        for kind in ("reader", "replication"):
            self.source[f"{kind}_password"] = {"rds_iam": {"profile": "role"}}
        self.pusher.write_config()
        self.use(AWS_CONFIG_FILE=str(self.home / "config"))
        self.assert_it_works()

    def test_an_instance(self):
        self.use()
        self.assert_it_works()

    def test_each_start_makes_its_own(self):
        """One that is refused, as it is after 15 minutes, is followed by another."""
        self.use(self.fake.do("issue"))
        self.pusher.start()
        self.pusher.wait_until_current()
        before = list(self.taken)
        time.sleep(1)  # a token is another one a second later
        self.refusals = 1
        self.database.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'sluice%'"
        )
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        later = self.taken[len(before) :]
        self.assertEqual({user for user, _ in later}, USERS)
        self.assertFalse(set(later) & set(before))
        lines = map(json.loads, self.pusher.errors().splitlines())
        refused = [at for at in lines if at["event"] == "process_ends" and at["class"] == "login"]
        self.assertEqual([at["level"] for at in refused], ["error"])

    def test_only_to_a_server_that_is_verified(self):
        self.use(self.fake.do("issue"))
        for change, word in (
            (("verify-full", "verify-ca"), "verify-full"),
            (("sslmode=verify-full", ""), "verify-full"),
            (("host=localhost", "host=localhost,other"), "one host"),
        ):
            with self.subTest(change=change):
                before = len(self.pusher.errors())
                conninfo = self.source["conninfo"]
                self.source["conninfo"] = conninfo.replace(*change)
                self.pusher.write_config()
                self.source["conninfo"] = conninfo
                self.assertEqual(self.pusher.call("check"), 1)
                self.assertIn(word, self.pusher.errors()[before:])
                self.assertIn("source.reader_password.rds_iam", self.pusher.errors()[before:])
        self.assertEqual(self.taken, [])

    def test_no_key_is_a_token(self):
        self.use(self.fake.do("issue"))
        self.pusher.config["keys"]["customer_link"] = {"rds_iam": {}}
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("check"), 1)
        self.assertIn("only a password of the database", self.pusher.errors())


if __name__ == "__main__":
    unittest.main()
