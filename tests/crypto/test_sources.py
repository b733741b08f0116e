"""Where a pusher has its keys from: AWS KMS, a service's credentials, the environment; and a pseudonym's
key that is replaced."""

import base64
import datetime
import http.server
import json
import os
import pathlib
import threading
import unittest

from persons import RAILS, Case, built

# The overlap of docs/encryption.md, and what follows it.
TWO_KEYS = """policy language 1
use standard "uk_gdpr"
key link for pseudonyms links persons purpose "Join" end
key link_2 for pseudonyms replaces link until {until}
    links persons purpose "Join, from now on" end
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
NEXT_YEAR = datetime.date.today() + datetime.timedelta(days=365)
OVERLAP = TWO_KEYS.format(
    version=2,
    until=NEXT_YEAR,
    pseudonyms="row key ref = pseudonym(id, using: link)\n"
    "    derive ref_next = pseudonym(id, using: link_2)",
)
AFTERWARDS = TWO_KEYS.format(
    version=3, until=NEXT_YEAR, pseudonyms="row key ref = pseudonym(id, using: link_2)"
)


class Kms(http.server.BaseHTTPRequestHandler):
    """Decrypt of AWS KMS: a blob is a context and a secret, by key. (tests/aws judges signatures.)"""

    blobs, calls = {}, []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.calls.append((self.headers["x-amz-target"], self.headers["authorization"], body))
        blob = self.blobs.get((body["KeyId"], base64.b64decode(body["CiphertextBlob"])))
        status, answer = 400, {"__type": "InvalidCiphertextException", "message": ""}
        if blob is not None and blob[0] == body["EncryptionContext"]:
            status, answer = (
                200,
                {"KeyId": body["KeyId"], "Plaintext": base64.b64encode(blob[1]).decode()},
            )
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
        self.pusher.config["keys"]["platform"]["aes_gcm"]["keys"] = self.wrap(
            "g", self.gcm, context
        )
        link = self.wrap("l", os.urandom(32), {})
        self.pusher.config["keys"]["link"] = link
        self.pusher.write_config()
        self.row(1, None, None, None, "99.99")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.assertEqual(self.fields("r")[0][5], "0..500")
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
        for name, data in (
            ("link", os.urandom(32)),
            ("rails_salt", RAILS["salt"].encode() + b"\n"),
        ):
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


if __name__ == "__main__":
    unittest.main()
