"""The failure scripts of the oracle: every way that a call can fail, each with its share."""

SHARE = 0.05  # of calls
THROTTLED = 0.2  # of records

EVERYWHERE = [
    {"fault": "cut-early"},
    {"fault": "cut-untaken"},
    {"fault": "cut-taken"},
    {"fault": "cut-reply"},
    {"fault": "not-json"},
    {"fault": "empty"},
    {"fault": "bad-gateway"},
    {"fault": "drip", "ms": 2},
]

JSON_CALLS = [
    {"fault": "wrong-count"},
    {"fault": "no-entries"},
    {"fault": "fail", "status": 500, "code": "InternalFailure"},
    {"fault": "fail", "status": 400, "code": "ExpiredTokenException"},
    {"fault": "fail", "status": 400, "code": "ThrottlingException"},
]

WAYS = {
    ("kinesis", "PutRecords"): EVERYWHERE
    + JSON_CALLS
    + [
        {"fault": "fail", "status": 400, "code": "ProvisionedThroughputExceededException"},
        {"fault": "fail", "status": 400, "code": "KMSThrottlingException"},
    ],
    ("firehose", "PutRecordBatch"): EVERYWHERE
    + JSON_CALLS
    + [{"fault": "fail", "status": 503, "code": "ServiceUnavailableException"}],
    ("s3", None): EVERYWHERE
    + [
        {"fault": "error-in-200", "action": "CompleteMultipartUpload"},
        {"fault": "fail", "status": 503, "code": "SlowDown"},
        {"fault": "fail", "status": 500, "code": "InternalError"},
        {"fault": "fail", "status": 409, "code": "ConditionalRequestConflict"},
        {"fault": "fail", "status": 400, "code": "RequestTimeout"},
        {"fault": "fail", "status": 400, "code": "ExpiredToken"},
    ],
}


def rules(service, action, share=SHARE, throttled=THROTTLED):
    """Rules for fake/script.py: `share` of calls fail, in each way as often, and once for certain; so
    many records are throttled; and calls overtake each other."""
    ways = WAYS[service, action]
    found = [{"service": service, "fault": "delay", "ms": [0, 15], "chance": 0.5}]
    if service != "s3":
        found += [
            {"service": service, "fault": "throttle", "share": throttled, "chance": 0.5},
            {
                "service": service,
                "fault": "throttle",
                "share": throttled,
                "chance": 0.5,
                "code": "InternalFailure",
            },
        ]
    for at, way in enumerate(ways):
        rule = {"service": service, **({"action": action} if action else {}), **way}
        # A rule does not see the calls that one before it has failed: so every second call or so.
        found += [rule | {"skip": at, "times": 1}, rule | {"chance": share / len(ways)}]
    return found


def left_out(status):
    """The ways of failing that were never met, but for those of calls that need not be made."""
    return [rule for rule in status["unplayed"] if rule.get("action") != "CompleteMultipartUpload"]
