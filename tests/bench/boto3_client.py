"""What one would write instead of the sink kinesis: boto3's put_records, 500 records a call, resending
what failed. Run by cloud.py in the environment of tests/aws/peers.

    boto3_client.py STREAM RECORDS BYTES KEYS

Prints one line of JSON: seconds and CPU from the first call to the last answer, the records being
ready before."""

import json
import sys
import time

import boto3


def records(count, size, keys):
    for number in range(1, count + 1):
        key = f"{number * 2654435761 % keys:016x}"
        place = f'"_format":2,"_gen":1,"_run":1,"_lsn":"{number:016X}","_seq":0'
        head = f'{{"_op":"u",{place},"account":"{key}","text":"'
        line = head + "a" * (size - len(head) - 3) + '"}\n'
        yield {"Data": line.encode(), "PartitionKey": key}


def main():
    stream, count, size, keys = sys.argv[1], *map(int, sys.argv[2:])
    client = boto3.client("kinesis")
    waiting = list(records(count, size, keys))
    begin, cpu = time.monotonic(), time.process_time()
    while waiting:
        call, waiting = waiting[:500], waiting[500:]
        answer = client.put_records(StreamName=stream, Records=call)
        if answer["FailedRecordCount"]:
            waiting = [
                record
                for record, fate in zip(call, answer["Records"], strict=True)
                if "SequenceNumber" not in fate
            ] + waiting
    print(json.dumps({"seconds": time.monotonic() - begin, "cpu": time.process_time() - cpu}))


if __name__ == "__main__":
    main()
