"""Independent servers that speak AWS's protocols, installed by build-support/peers.sh: moto
(Kinesis, Firehose, S3), kinesis-local (Kinesis, TLS and HTTP/2) and s3rver (S3, checks signatures)."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from fake_aws import authority, certificate

FOLDER = pathlib.Path(os.environ["SLUICE_AWS_PEERS"])
READY_S = 40


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Peer:
    """A server in a process of its own, with a directory and a throw-away CA."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sluice-peer."))
        self.ca = str(self.directory / "ca.pem")
        authority(self.directory)
        self.certificate, self.key = certificate(self.directory, "host", "localhost")
        self.port, self.plain_port = free_port(), free_port()
        self.log = open(self.directory / "log", "wb")  # noqa: SIM115  # closed by stop()
        self.process = None

    def start(self, *command, environment=None):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            env=os.environ | (environment or {}),
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )

    def wait_for(self, url):
        deadline = time.monotonic() + READY_S
        while True:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                try:
                    urllib.request.urlopen(url, timeout=2).close()
                    return self
                except urllib.error.HTTPError:
                    return self  # it speaks
            if self.process.poll() is not None or time.monotonic() > deadline:
                said = (self.directory / "log").read_text(errors="replace")[-2000:]
                self.stop()
                raise RuntimeError(f"{type(self).__name__} does not start:\n{said}")
            time.sleep(0.1)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.directory, ignore_errors=True)


# moto numbers a shard's records by counting them, "not safe for concurrency" in its own words: of two
# calls at a time one overwrites a record of the other.
MOTO = """
import sys
import threading
from moto.kinesis.models import Shard
from moto.server import main

one_at_a_time, put = threading.Lock(), Shard.put_record

def put_record(*arguments):
    with one_at_a_time:
        return put(*arguments)

Shard.put_record = put_record
main(sys.argv[1:])
"""


class Moto(Peer):
    def __init__(self):
        super().__init__()
        self.start(sys.executable, "-c", MOTO, "-H", "127.0.0.1", "-p", self.port)
        self.endpoint = f"http://localhost:{self.port}"
        self.wait_for(f"{self.endpoint}/moto-api/")


class KinesisLocal(Peer):
    """Speaks HTTP/2 over TLS."""

    def __init__(self):
        super().__init__()
        pair = {"key": self.key.read_text(), "cert": self.certificate.read_text()}
        (self.directory / "server.json").write_text(json.dumps({"server": pair}))
        self.start(
            "node",
            FOLDER / "node_modules/kinesis-local/main.js",
            environment={
                "KINESIS_MOCK_CERT_PATH": str(self.directory / "server.json"),
                "KINESIS_MOCK_PLAIN_PORT": str(self.plain_port),
                "KINESIS_MOCK_TLS_PORT": str(self.port),
                "CREATE_STREAM_DURATION": "1ms",
                "AWS_REGION": "eu-west-2",
            },
        )
        self.endpoint = f"https://localhost:{self.port}"
        self.wait_for(f"http://127.0.0.1:{self.plain_port}/healthcheck")


class S3rver(Peer):
    """Keys S3RVER, S3RVER; refuses what is signed wrongly."""

    CODE = """
        const S3rver = require('@20minutes/s3rver');
        new S3rver({port: +process.argv[1], address: '127.0.0.1', silent: true,
            directory: process.argv[2], vhostBuckets: false,
            configureBuckets: [{name: 'lake'}]}).run();
        """

    def __init__(self):
        super().__init__()
        self.start(
            *("node", "-e", self.CODE, self.port, self.directory / "data"),
            environment={"NODE_PATH": str(FOLDER / "node_modules")},
        )
        self.endpoint = f"http://localhost:{self.port}"
        self.wait_for(self.endpoint)
