#!/usr/bin/env python3
"""Starts the fake AWS and says where it is, as one line of JSON on standard output:

    {"https": "https://localhost:PORT", "wrong_host": "https://localhost:PORT",
     "http": "http://127.0.0.1:PORT", "ca": "DIR/ca.pem"}

`https` serves Kinesis, Firehose, S3 (path style) and STS; `wrong_host` the same under a certificate
of another host; `http` the instance metadata (/latest/…), container credentials (/container) and
POST /control, whose orders are the _do_ functions of fake/aws.py: {"do": "create", "service":
"kinesis", "name": "events", "shards": 4}. Failure scripts: fake/script.py. Ends with its standard
input.

    tests/aws/fake_aws.py DIRECTORY [--region NAME] [--seed N]

DIRECTORY gets a throw-away CA and certificates."""

import argparse
import json
import pathlib
import ssl
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from fake.aws import Aws
from fake.web import Server


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def certificate(directory, name, host):
    """A key and certificate of `host`, signed by the CA of `directory`."""
    key, request, cert = (directory / f"{name}.{end}" for end in ("key", "csr", "pem"))
    extensions = directory / f"{name}.ext"
    extensions.write_text(f"subjectAltName=DNS:{host}{',IP:127.0.0.1' * (host == 'localhost')}\n")
    elliptic = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", *elliptic, "-keyout", key, "-out", request, "-subj", f"/CN={host}")
    openssl(
        *("x509", "-req", "-in", request, "-out", cert, "-days", 2, "-extfile", extensions),
        *("-CA", directory / "ca.pem", "-CAkey", directory / "ca.key", "-CAcreateserial"),
    )
    return cert, key


def authority(directory):
    openssl(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-keyout", directory / "ca.key", "-out", directory / "ca.pem", "-days", 2),
        *("-subj", "/CN=Throw-away CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign"),
    )


def context(pair):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*pair)
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--region", default="eu-west-2")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    directory = options.directory.resolve()
    authority(directory)
    aws = Aws(region=options.region, seed=options.seed)
    pairs = (
        certificate(directory, "host", "localhost"),
        certificate(directory, "wrong", "else.test"),
    )
    secure, wrong = (Server(aws.handle, aws.clock, context(pair)).start() for pair in pairs)
    aws.serve_at = lambda port: Server(aws.handle, aws.clock, context(pairs[0]), port).start()
    plain = Server(aws.handle_plain, aws.clock).start()
    print(
        json.dumps(
            {
                "https": f"https://localhost:{secure.port}",
                "wrong_host": f"https://localhost:{wrong.port}",
                "http": f"http://127.0.0.1:{plain.port}",
                "ca": str(directory / "ca.pem"),
            }
        ),
        flush=True,
    )
    sys.stdin.read()


if __name__ == "__main__":
    main()
