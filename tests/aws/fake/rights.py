"""What a call needs to be allowed, and whether statements of an IAM policy allow it."""

import fnmatch

from .s3 import S3

# What the right to an S3 action is called, where it is not the action's own name.
S3_RIGHTS = {
    "HeadBucket": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "UploadPart": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "HeadObject": "GetObject",
}
OF_THE_BUCKET = ("ListBucket", "ListBucketMultipartUploads", "GetBucketLocation")
KMS_KEY = "x-amz-server-side-encryption-aws-kms-key-id"


def name(service, action):
    return f"{service}:{S3_RIGHTS.get(action, action) if service == 's3' else action}"


def needed(aws, service, action, request, asked):
    """(right, resource) of everything that a call needs."""
    right = name(service, action)
    if service == "s3":
        bucket, key = S3.place(request)
        resource = f"arn:aws:s3:::{bucket}"
        if right.partition(":")[2] not in OF_THE_BUCKET:
            resource += "/" + key
        yield right, resource
        if request.header(KMS_KEY):
            yield "kms:GenerateDataKey", request.header(KMS_KEY)
        return
    if service == "firehose":
        kind, named = "deliverystream", aws.firehose.name_of(asked)
    else:
        kind, named = "stream", aws.kinesis.name_of(asked)
    yield right, f"arn:aws:{service}:{aws.region}:{aws.account}:{kind}/{named}"
    stream = aws.kinesis.streams.get(named) if service == "kinesis" else None
    if stream and stream.encrypted and action == "PutRecords":
        yield "kms:GenerateDataKey", f"arn:aws:kms:{aws.region}:{aws.account}:key/{named}"


def _listed(value):
    return value if isinstance(value, list) else [value]


def allowed(statements, right, resource):
    return any(
        statement["Effect"] == "Allow"
        and any(fnmatch.fnmatchcase(right, action) for action in _listed(statement["Action"]))
        and any(fnmatch.fnmatchcase(resource, arn) for arn in _listed(statement["Resource"]))
        for statement in statements
    )
