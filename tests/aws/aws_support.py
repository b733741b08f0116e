"""How tests use the fake AWS (fake_aws.py): started, told what to do, read back."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent


class FakeAws:
    """A fake AWS in a process of its own. Its attributes are those of its first line, and `region`."""

    def __init__(self, seed=1, region="eu-west-2"):
        self.region = region
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sluice-aws."))
        self.process = subprocess.Popen(
            [sys.executable, HERE / "fake_aws.py", self.directory]
            + ["--region", region, "--seed", str(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        places = json.loads(self.process.stdout.readline())
        self.https, self.http, self.ca = places["https"], places["http"], places["ca"]
        self.wrong_host = places["wrong_host"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def do(self, order, **words):
        """An order of the control interface (fake/aws.py, the _do_ functions)."""
        request = urllib.request.Request(
            self.http + "/control", json.dumps({"do": order, **words}).encode()
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ValueError(f"{order}: {error.read().decode()}") from None

    def create(self, service, name, **options):
        self.do("create", service=service, name=name, **options)

    def script(self, *rules):
        """Sets the failure script (fake/script.py); none ends all failures."""
        self.do("script", rules=rules)

    def status(self):
        return self.do("status")

    def environment(self, issued=None):
        """What a client needs in its environment: endpoints, CA, region, and keys where given."""
        cleared = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        found = {
            "AWS_ENDPOINT_URL": self.https,
            "AWS_CA_BUNDLE": self.ca,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.http + "/",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        }
        if issued:
            found["AWS_ACCESS_KEY_ID"] = issued["id"]
            found["AWS_SECRET_ACCESS_KEY"] = issued["secret"]
            if issued["token"]:
                found["AWS_SESSION_TOKEN"] = issued["token"]
        return cleared | found

    def kinesis_shards(self, name):
        """Shards in the order they were made, parents first; Records as (sequence, key, bytes)."""
        shards = self.do("dump", service="kinesis", name=name)
        for shard in shards:
            shard["Records"] = [
                (int(sequence), key, base64.b64decode(data))
                for sequence, key, data in shard["Records"]
            ]
        return shards

    def firehose_records(self, name):
        return [
            base64.b64decode(record) for record in self.do("dump", service="firehose", name=name)
        ]

    def s3_objects(self, name):
        """{key: {"data": bytes, "headers": …, "how": "put" or "multipart N"}} without markers."""
        objects = self.do("dump", service="s3", name=name)
        objects = {key: found for key, found in objects.items() if "_sluice/" not in key}
        for found in objects.values():
            found["data"] = base64.b64decode(found["data"])
        return objects
