"""The sender and its sinks for AWS, against the fake of tests/aws: bench.py's measure `kinesis`."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.append(str(TOP / "tests" / "aws"))  # behind: it has a peers.py of its own

from aws_support import FakeAws  # noqa: E402
from harness import BUILD, Failed  # noqa: E402
from measure import median  # noqa: E402

BYTES, KEYS, SHARDS = 300, 10000, 16
STALLED_SECONDS = 5


class Sender:
    """The sender by itself (bench_sender.c), with one destination, and the fake."""

    def __init__(self, sink, **options):
        subprocess.run(["make", "-s", "-C", str(BUILD), "bench_sender"], check=True)
        self.fake = FakeAws()
        self.environment = self.fake.environment(self.fake.do("issue"))
        self.folder = tempfile.TemporaryDirectory()
        self.config = pathlib.Path(self.folder.name) / "pusher.json"
        self.sink, self.options = sink, options

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.fake.stop()
        self.folder.cleanup()

    def to(self, **options):
        destination = {"sink": self.sink, **self.options, **options}
        self.config.write_text(
            json.dumps(
                {"source": {"conninfo": "dbname=none"}, "destinations": {"lake": destination}}
            )
        )

    def command(self, records):
        return [BUILD / "bench_sender", self.config, str(records), str(BYTES), str(KEYS)]

    def push(self, records):
        """All of them; {"seconds", "user", "system", "memory_kib"}."""
        return json.loads(
            subprocess.run(
                self.command(records),
                env=self.environment,
                stdout=subprocess.PIPE,
                check=True,
                timeout=600,
            ).stdout
        )

    @contextlib.contextmanager
    def running(self):
        """Without an end in sight: the sender's process id."""
        process = subprocess.Popen(self.command(10**8), env=self.environment)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
        time.sleep(STALLED_SECONDS)
        sender = int(children.read_text(encoding="ascii").split()[0])
        try:
            yield sender
        finally:
            os.kill(sender, signal.SIGKILL)  # while it waits for the far end it sees nobody go
            process.kill()
            process.wait()


@contextlib.contextmanager
def counting_end(fake):
    """Its URL."""
    pair = [pathlib.Path(fake.directory) / f"host.{end}" for end in ("pem", "key")]
    process = subprocess.Popen(
        [sys.executable, HERE / "counting_end.py", *pair, str(os.cpu_count())],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def resident_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise Failed(f"process {pid} has ended")


def boto3_push(sender, stream, records, peers):
    command = [f"{peers}/bin/python3", HERE / "boto3_client.py", stream]
    return json.loads(
        subprocess.check_output(
            command + [str(records), str(BYTES), str(KEYS)], env=sender.environment, timeout=600
        )
    )


def count_in_order(sender, stream):
    """Records in the stream, once it is sure that of each key the last arrivals are in order."""
    count, newest = 0, {}
    for shard in sender.fake.kinesis_shards(stream):
        for _, key, data in shard["Records"]:
            count += 1
            number = json.loads(data)["_lsn"]
            if newest.get(key, "") >= number:
                raise Failed(f"of key {key} record {number} came behind {newest[key]}")
            newest[key] = number
    return count


def against_boto3(goals, options):
    goals.title(f"Kinesis, {BYTES}-byte records in order by key, against boto3's put_records")
    peers = subprocess.check_output(
        [TOP / "build-support" / "peers.sh", "aws", BUILD], cwd=TOP, text=True
    ).strip()
    records, ours, theirs, counted = options.rows, [], [], []
    with Sender("kinesis") as sender:
        for number in range(options.rounds):
            for stream in (f"ours{number}", f"theirs{number}"):
                sender.fake.create("kinesis", stream, shards=SHARDS)
            sender.to(stream=f"ours{number}")
            ours.append(sender.push(records))
            if count_in_order(sender, f"ours{number}") != records:
                raise Failed("records are missing in the stream, or there twice")
            theirs.append(boto3_push(sender, f"theirs{number}", records, peers))
            with counting_end(sender.fake) as url:
                sender.to(stream="counted", endpoint=url)
                counted.append(sender.push(records))
    speed = median(records / run["seconds"] for run in ours)
    our_cpu = median((run["user"] + run["system"]) / records * 1e6 for run in ours)
    their_cpu = median(run["cpu"] / records * 1e6 for run in theirs)
    goals.at_least("records/s, the fake on the same machine", speed, 60000, "")
    most = median(records / run["seconds"] for run in counted)
    goals.note("  where the far end only counts", f"{most:,.0f} records/s")
    goals.at_most("CPU a record, against boto3", our_cpu / their_cpu, 0.5)
    goals.note("  sender", f"{our_cpu:.2f} µs CPU a record, enough for {1e6 / our_cpu:,.0f}/s")
    goals.note("  boto3", f"{their_cpu:.2f} µs CPU a record")


STALLED = (
    ("kinesis", {"stream": "rows"}, {"shards": SHARDS}, "PutRecords"),
    ("firehose", {"delivery_stream": "rows"}, {}, "PutRecordBatch"),
    ("s3", {"bucket": "rows", "compress": "none"}, {}, "UploadPart"),
)


def stalled(goals):
    goals.title("Memory of the sender while the far end answers nothing")
    for sink, options, made_with, action in STALLED:
        with Sender(sink, **options) as sender:
            sender.fake.create(sink, "rows", **made_with)
            sender.fake.script({"fault": "stall", "action": action})
            sender.to()
            with sender.running() as pid:
                goals.at_most(f"  {sink}", resident_mb(pid), 30, "MB")


def kinesis(goals, options):
    against_boto3(goals, options)
    stalled(goals)
