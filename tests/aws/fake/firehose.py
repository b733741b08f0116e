"""Firehose: PutRecordBatch, and what tests read back."""

import base64
import secrets
import threading

from .web import Answer, Failure

TARGET = "Firehose_20150804."
MOST_RECORDS = 500
MOST_RECORD_BYTES = 1_024_000
MOST_CALL_BYTES = 4 << 20


class DeliveryStream:
    def __init__(self, name, arn, options):
        self.name = name
        self.arn = arn
        self.lock = threading.Lock()
        self.discard = options.get("discard", False)
        self.source = options.get("source", "DirectPut")
        self.status = options.get("status", "ACTIVE")
        self.records = []
        self.taken_calls = self.taken_records = self.taken_bytes = 0


def _invalid(message):
    return Failure(400, "InvalidArgumentException", message)


class Firehose:
    def __init__(self, aws):
        self.aws = aws
        self.streams = {}

    def create(self, name, **options):
        arn = f"arn:aws:firehose:{self.aws.region}:{self.aws.account}:deliverystream/{name}"
        self.streams[name] = DeliveryStream(name, arn, options)

    def name_of(self, asked):
        return asked.get("DeliveryStreamName")

    def _stream(self, asked):
        name = self.name_of(asked)
        if name not in self.streams:
            raise Failure(
                400,
                "ResourceNotFoundException",
                f"Firehose {name} under account {self.aws.account} not found.",
            )
        return self.streams[name]

    def call(self, action, asked, beside):
        return getattr(self, f"_{action}", self._unknown)(asked, beside)

    def _unknown(self, asked, beside):
        raise Failure(400, "UnknownOperationException")

    def _PutRecordBatch(self, asked, beside):
        stream = self._stream(asked)
        if stream.source != "DirectPut":
            raise Failure(
                400, "InvalidSourceException", "Only supported for DirectPut delivery streams"
            )
        records = asked["Records"]
        if not 1 <= len(records) <= MOST_RECORDS:
            raise _invalid("1 to 500 records")
        data = [base64.b64decode(record["Data"], validate=True) for record in records]
        if max(map(len, data)) > MOST_RECORD_BYTES or sum(map(len, data)) > MOST_CALL_BYTES:
            raise _invalid("a record above 1000 KiB, or a call above 4 MiB")
        failed = self.aws.script.throttled(beside, len(records), lambda index: None)
        entries = []
        with stream.lock:
            for index, record in enumerate(data):
                code = failed.get(index)
                if code == "ProvisionedThroughputExceededException":
                    code = "ServiceUnavailableException"
                if code:
                    entries.append(f'{{"ErrorCode":"{code}","ErrorMessage":"Slow down."}}')
                    continue
                if not stream.discard:
                    stream.records.append(record)
                entries.append(f'{{"RecordId":"{secrets.token_hex(12)}"}}')
            stream.taken_calls += 1
            stream.taken_records += len(data) - len(failed)
            stream.taken_bytes += sum(map(len, data))
        return (
            entries,
            f'{{"FailedPutCount":{len(failed)},"Encrypted":false,"RequestResponses":[%s]}}',
        )

    def _DescribeDeliveryStream(self, asked, beside):
        stream = self._stream(asked)
        return Answer.json(
            {
                "DeliveryStreamDescription": {
                    "DeliveryStreamName": stream.name,
                    "DeliveryStreamARN": stream.arn,
                    "DeliveryStreamStatus": stream.status,
                    "DeliveryStreamType": stream.source,
                    "VersionId": "1",
                    "Destinations": [
                        {
                            "DestinationId": "destinationId-000000000001",
                            "ExtendedS3DestinationDescription": {
                                "BucketARN": "arn:aws:s3:::lake-in"
                            },
                        }
                    ],
                    "HasMoreDestinations": False,
                }
            }
        )

    def dump(self, name):
        """Every record in the order of arrival, in base64."""
        stream = self.streams[name]
        with stream.lock:
            return [base64.b64encode(record).decode() for record in stream.records]

    def counts(self):
        return {
            name: {
                "calls": stream.taken_calls,
                "records": stream.taken_records,
                "bytes": stream.taken_bytes,
            }
            for name, stream in self.streams.items()
        }
