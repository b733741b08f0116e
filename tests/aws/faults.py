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
    """Rules for fake/script.py: `share` of calls fail, in each way as often; so many records are
    throttled; and calls overtake each other."""
    ways = WAYS[service, action]
    found = [{"service": service, "fault": "delay", "ms": [0, 15], "chance": 0.5}]
    if service != "s3":
        found += [
            {"service": service, "fault": "throttle", "share": throttled, "chance": 0.5},
            {"service": service, "fault": "throttle", "share": throttled, "chance": 0.5,
             "code": "InternalFailure"},
        ]
    for way in ways:
        rule = {"service": service, "chance": share / len(ways), **way}
        if action:
            rule["action"] = action
        found.append(rule)
    return found
