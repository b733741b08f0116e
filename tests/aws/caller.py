"""A client of ours in a process of its own (call_lines.c), one call after the other."""

import json
import os
import pathlib
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()

# What a call of Kinesis needs that tells who asks, and nothing more.
DESCRIBE = {
    "method": "POST",
    "headers": [
        ["content-type", "application/x-amz-json-1.1"],
        ["x-amz-target", "Kinesis_20131202.DescribeStreamSummary"],
    ],
    "body": json.dumps({"StreamName": "events"}),
    "action": "kinesis:DescribeStreamSummary",
}


class Caller:
    """`first` is its first line: source, region, endpoint; or class, text and remedy of why not."""

    def __init__(self, environment, *words, service="kinesis", sandboxed=True):
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  # closed by __exit__()
        self.process = subprocess.Popen(
            [BUILD / "call-lines", service, *words] + ["--sandboxed"] * sandboxed,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={name: str(value) for name, value in environment.items()},
            text=True,
        )
        self.first = json.loads(self.process.stdout.readline() or "{}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.log.close()

    def logged(self, event):
        """Its log's lines of this event."""
        self.log.seek(0)
        lines = [json.loads(line) for line in self.log.read().splitlines()]
        return [line for line in lines if line["event"] == event]

    def call(self, **changed):
        """The result of one call: a dictionary. With times=N a list of N."""
        self.process.stdin.write(json.dumps(DESCRIBE | changed) + "\n")
        self.process.stdin.flush()
        results = [
            json.loads(self.process.stdout.readline()) for _ in range(changed.get("times", 1))
        ]
        return results if "times" in changed else results[0]
