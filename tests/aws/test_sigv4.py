"""Our signatures against botocore's, over random requests: an independent verifier, which took no part
in writing them. SLUICE_SIGNATURES says how many (10,000)."""

import datetime
import hashlib
import json
import os
import pathlib
import random
import subprocess
import unittest

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
COUNT = int(os.environ.get("SLUICE_SIGNATURES", "10000"))
SEED = int(os.environ.get("SLUICE_SEED", "20150830"))

# What breaks signers: what must be encoded, what must not, what sorts differently encoded or joined.
PIECES = (
    """a Z 0 - . _ ~ / = & + % %20 %2F * ' ( ! : @ , ; ? # é ሴ 😀 param Param-3 aws kms""".split()
)
PIECES += [" ", "\t"]
NAMES = """x-amz-target content-type content-md5 x-amz-server-side-encryption x-amz-meta-a
x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-context if-none-match
x-amz-expected-bucket-owner x-amz-checksum-sha256 x-amz-meta-a-b x-amz-acl range""".split()


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self, most, pieces=PIECES):
        return "".join(self.random.choices(pieces, k=self.random.randint(0, most)))

    def sent_path(self):
        """A path as it goes over the wire: encoded already, with the odd dot and double slash."""
        parts = [
            "/",
            "//",
            "/.",
            "/..",
            "/a",
            "/b%20c",
            "/%E1%88%B4",
            "/dt%3D2026-11-23",
            "/~x",
            "/-._",
            "/0",
            "/*",
        ]
        path = "".join(self.random.choices(parts, k=self.random.randint(1, 6)))
        return path + self.random.choice(["", "/", "key"])

    def value(self):
        """A header's: with spaces around and within, which do not count."""
        ascii_pieces = [piece for piece in PIECES if piece.isascii()] + ["  ", "   "]
        return self.text(8, ascii_pieces)

    def request(self):
        choose = self.random
        headers = [
            [
                "host",
                choose.choice(
                    ["kinesis.eu-west-1.amazonaws.com", "localhost:4567", "b.s3.amazonaws.com"]
                ),
            ]
        ]
        headers += [[name, self.value()] for name in choose.sample(NAMES, choose.randint(0, 6))]
        if choose.random() < 0.5:
            headers.append(["x-amz-security-token", "tok/en+" + self.text(5, ["a", "/", "+", "="])])
        body = choose.randbytes(choose.randint(0, 40))
        body_sha256 = hashlib.sha256(body).hexdigest()
        as_sent = choose.random() < 0.5
        if as_sent:
            headers.append(["x-amz-content-sha256", body_sha256])
        choose.shuffle(headers)
        query = [[self.text(4), self.text(4)] for _ in range(choose.randint(0, 6))]
        return {
            "method": choose.choice(["GET", "PUT", "POST", "HEAD", "DELETE"]),
            "path": self.sent_path(),
            "as_sent": as_sent,
            "query": query,
            "headers": headers,
            "body_sha256": body_sha256,
            "region": choose.choice(["us-east-1", "eu-central-2", "cn-north-1"]),
            "service": choose.choice(["kinesis", "firehose", "s3", "sts"]),
            "id": "AKID" + str(choose.randint(0, 2)),
            "secret": "secret/" + str(choose.randint(0, 2)),
            "time": choose.randint(0, 4102444800),
        }, body


def by_botocore(asked, body):
    """What botocore signs, and how."""
    auth = (S3SigV4Auth if asked["as_sent"] else SigV4Auth)(
        Credentials(asked["id"], asked["secret"]), asked["service"], asked["region"]
    )
    host = dict(asked["headers"])["host"]
    query = [tuple(pair) for pair in asked["query"]]
    request = AWSRequest(asked["method"], f"https://{host}{asked['path']}", params=query, data=body)
    for name, value in asked["headers"]:
        request.headers[name] = value
    moment = datetime.datetime.fromtimestamp(asked["time"], datetime.UTC)
    request.context["timestamp"] = moment.strftime("%Y%m%dT%H%M%SZ")
    canonical = auth.canonical_request(request)
    to_sign = auth.string_to_sign(request, canonical)
    signed = auth.signed_headers(auth.headers_to_sign(request))
    authorization = (
        f"AWS4-HMAC-SHA256 Credential={auth.scope(request)}, SignedHeaders={signed},"
        f" Signature={auth.signature(to_sign, request)}"
    )
    return {
        "canonical": canonical,
        "authorization": authorization,
        "query": canonical.split("\n")[2],
    }


class Signatures(unittest.TestCase):
    def test_random_requests_are_signed_as_botocore_signs_them(self):
        maker = Maker(SEED)
        made = [maker.request() for _ in range(COUNT)]
        lines = "\n".join(json.dumps(asked) for asked, _ in made)
        signed = subprocess.run(
            [BUILD / "sign-lines"], input=lines, capture_output=True, text=True, check=True
        )
        answers = [json.loads(line) for line in signed.stdout.splitlines()]
        self.assertEqual(len(answers), len(made))
        for number, ((asked, body), ours) in enumerate(zip(made, answers, strict=True)):
            theirs = by_botocore(asked, body)
            if ours != theirs:  # a subtest each would take longer than the test
                self.assertEqual(ours, theirs, f"request {number} of seed {SEED}: {asked}")


if __name__ == "__main__":
    unittest.main()
