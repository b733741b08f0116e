"""S3: objects, conditional writes, multipart uploads, owners, checksums; path style."""

import base64
import hashlib
import re
import secrets
import threading
import urllib.parse
from xml.sax.saxutils import escape

from .web import Answer, Failure

LEAST_PART_BYTES = 5 << 20
NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
KEPT_HEADERS = ("content-type", "content-encoding")
ENCRYPTION = "x-amz-server-side-encryption"


class Bucket:
    def __init__(self, name, options, region, account):
        self.name = name
        self.owner = options.get("owner", account)
        self.region = options.get("region", region)
        self.lock = threading.Lock()
        self.objects = {}  # key -> (bytes, headers kept, how it was put)
        self.overwritten = []  # keys that were written again; those of markers are meant to be
        self.uploads = {}  # id -> (key, {part: bytes}, headers kept)
        self.puts = 0


def xml(status, body, headers=None):
    return Answer(
        status,
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + body.encode(),
        "application/xml",
        headers or {},
    )


def etag(data):
    return f'"{hashlib.md5(data).hexdigest()}"'


class S3:
    def __init__(self, aws):
        self.aws = aws
        self.buckets = {}

    def create(self, name, **options):
        self.buckets[name] = Bucket(name, options, self.aws.region, self.aws.account)

    @staticmethod
    def place(request):
        bucket, _, key = request.path[1:].partition("/")
        return bucket, urllib.parse.unquote(key)

    @staticmethod
    def action(request):
        """The API's name of what is asked."""
        _, key = S3.place(request)
        query = dict(urllib.parse.parse_qsl(request.query, keep_blank_values=True))
        if not key:
            listed = {"uploads": "ListMultipartUploads", "location": "GetBucketLocation"}
            named = [action for name, action in listed.items() if name in query]
            return {"HEAD": "HeadBucket", "GET": (named or ["ListObjectsV2"])[0]}.get(
                request.method, "Unknown"
            )
        if request.method == "PUT":
            return "UploadPart" if "uploadId" in query else "PutObject"
        if request.method == "POST":
            return "CreateMultipartUpload" if "uploads" in query else "CompleteMultipartUpload"
        if request.method == "DELETE":
            return "AbortMultipartUpload" if "uploadId" in query else "DeleteObject"
        return {"HEAD": "HeadObject", "GET": "GetObject"}.get(request.method, "Unknown")

    def bucket_of(self, request):
        """Checks what S3 checks before rights: existence, owner, region."""
        name, _ = self.place(request)
        bucket = self.buckets.get(name)
        if bucket is None:
            raise Failure(404, "NoSuchBucket", "The specified bucket does not exist")
        if bucket.region != self.aws.region:
            raise Failure(
                301,
                "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified"
                " endpoint.",
                {"x-amz-bucket-region": bucket.region},
            )
        if request.header("x-amz-expected-bucket-owner", bucket.owner) != bucket.owner:
            raise Failure(403, "AccessDenied", "Access Denied")
        return bucket

    def call(self, action, request):
        bucket = self.bucket_of(request)
        _, key = self.place(request)
        query = dict(urllib.parse.parse_qsl(request.query, keep_blank_values=True))
        return getattr(self, f"_{action}", self._unknown)(bucket, key, query, request)

    def _unknown(self, bucket, key, query, request):
        raise Failure(501, "NotImplemented")

    @staticmethod
    def _verify(request):
        body = request.body
        given = request.header("x-amz-checksum-sha256")
        if given and base64.b64decode(given) != hashlib.sha256(body).digest():
            raise Failure(400, "BadDigest", "The sha256 you specified did not match")
        given = request.header("content-md5")
        if given and base64.b64decode(given) != hashlib.md5(body).digest():
            raise Failure(400, "BadDigest", "The Content-MD5 you specified did not match")

    @staticmethod
    def _kept(request):
        return {
            name: values[0]
            for name, values in request.headers.items()
            if name in KEPT_HEADERS or name.startswith(ENCRYPTION)
        }

    @staticmethod
    def _put(bucket, key, data, kept, how, request):
        """Under the bucket's lock."""
        if key in bucket.objects:
            if request.header("if-none-match") == "*":
                raise Failure(
                    412,
                    "PreconditionFailed",
                    "At least one of the pre-conditions you specified did not hold",
                )
            if "_sluice/" not in key:
                bucket.overwritten.append(key)
        bucket.objects[key] = (data, kept, how)
        bucket.puts += 1

    def _PutObject(self, bucket, key, query, request):
        self._verify(request)
        kept = self._kept(request)
        with bucket.lock:
            self._put(bucket, key, request.body, kept, "put", request)
        echoed = {name: value for name, value in kept.items() if name.startswith(ENCRYPTION)}
        return Answer(200, b"", None, {"ETag": etag(request.body)} | echoed)

    def _CreateMultipartUpload(self, bucket, key, query, request):
        upload = secrets.token_urlsafe(24)
        with bucket.lock:
            bucket.uploads[upload] = (key, {}, self._kept(request))
        return xml(
            200,
            f"<InitiateMultipartUploadResult {NAMESPACE}><Bucket>{bucket.name}</Bucket>"
            f"<Key>{escape(key)}</Key><UploadId>{upload}</UploadId>"
            "</InitiateMultipartUploadResult>",
        )

    @staticmethod
    def _upload(bucket, key, query):
        upload = bucket.uploads.get(query["uploadId"])
        if upload is None or upload[0] != key:
            raise Failure(404, "NoSuchUpload", "The specified upload does not exist.")
        return upload

    def _UploadPart(self, bucket, key, query, request):
        self._verify(request)
        number = int(query["partNumber"])
        if not 1 <= number <= 10000:
            raise Failure(400, "InvalidArgument", "Part number must be 1 to 10000")
        with bucket.lock:
            self._upload(bucket, key, query)[1][number] = request.body
        return Answer(200, b"", None, {"ETag": etag(request.body)})

    def _CompleteMultipartUpload(self, bucket, key, query, request):
        listed = re.findall(r"<Part>(.*?)</Part>", request.body.decode(), re.S)
        parts = []
        for part in listed:
            number = int(re.search(r"<PartNumber>(\d+)<", part)[1])
            tag = re.search(r"<ETag>(.*?)</ETag>", part)[1].replace("&quot;", '"').strip('"')
            parts.append((number, tag))
        with bucket.lock:
            _, held, kept = self._upload(bucket, key, query)
            numbers = [number for number, _ in parts]
            if not parts or numbers != sorted(set(numbers)):
                raise Failure(400, "InvalidPartOrder" if parts else "MalformedXML")
            for number, tag in parts:
                if number not in held or etag(held[number]).strip('"') != tag:
                    raise Failure(400, "InvalidPart", "One or more parts could not be found")
            if any(len(held[number]) < LEAST_PART_BYTES for number in numbers[:-1]):
                raise Failure(400, "EntityTooSmall", "Your proposed upload is too small")
            data = b"".join(held[number] for number in numbers)
            self._put(bucket, key, data, kept, f"multipart {len(parts)}", request)
            del bucket.uploads[query["uploadId"]]
        return xml(
            200,
            f"<CompleteMultipartUploadResult {NAMESPACE}><Bucket>{bucket.name}</Bucket>"
            f"<Key>{escape(key)}</Key><ETag>{escape(etag(data))}</ETag>"
            "</CompleteMultipartUploadResult>",
        )

    def _AbortMultipartUpload(self, bucket, key, query, request):
        with bucket.lock:
            self._upload(bucket, key, query)
            del bucket.uploads[query["uploadId"]]
        return Answer(204, b"", None)

    def _HeadBucket(self, bucket, key, query, request):
        return Answer(200, b"", "application/xml", {"x-amz-bucket-region": bucket.region})

    def _GetBucketLocation(self, bucket, key, query, request):
        return xml(200, f"<LocationConstraint {NAMESPACE}>{bucket.region}</LocationConstraint>")

    def _ListMultipartUploads(self, bucket, key, query, request):
        prefix = query.get("prefix", "")
        with bucket.lock:
            found = "".join(
                f"<Upload><Key>{escape(name)}</Key><UploadId>{upload}</UploadId></Upload>"
                for upload, (name, _, _) in bucket.uploads.items()
                if name.startswith(prefix)
            )
        return xml(
            200,
            f"<ListMultipartUploadsResult {NAMESPACE}><Bucket>{bucket.name}</Bucket>{found}"
            "<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>",
        )

    def _ListObjectsV2(self, bucket, key, query, request):
        prefix, most = query.get("prefix", ""), int(query.get("max-keys", 1000))
        with bucket.lock:
            after = query.get("continuation-token", query.get("start-after", ""))
            names = sorted(n for n in bucket.objects if n.startswith(prefix) and n > after)
            found = "".join(
                f"<Contents><Key>{escape(name)}</Key><Size>{len(bucket.objects[name][0])}</Size>"
                f"<ETag>{escape(etag(bucket.objects[name][0]))}</ETag></Contents>"
                for name in names[:most]
            )
        more = (
            f"<NextContinuationToken>{escape(names[most - 1])}</NextContinuationToken>"
            if len(names) > most > 0
            else ""
        )
        return xml(
            200,
            f"<ListBucketResult {NAMESPACE}><Name>{bucket.name}</Name>{found}{more}"
            f"<IsTruncated>{'true' if more else 'false'}</IsTruncated></ListBucketResult>",
        )

    def _GetObject(self, bucket, key, query, request):
        with bucket.lock:
            found = bucket.objects.get(key)
        if found is None:
            raise Failure(404, "NoSuchKey", "The specified key does not exist.")
        return Answer(200, found[0], "binary/octet-stream", {"ETag": etag(found[0])} | found[1])

    def _HeadObject(self, bucket, key, query, request):
        answer = self._GetObject(bucket, key, query, request)
        answer.headers["Content-Length"] = str(len(answer.body))
        answer.headers.pop("content-type", None)
        return answer

    def dump(self, name):
        """{key: {data, headers, how}} of every object."""
        bucket = self.buckets[name]
        with bucket.lock:
            return {
                key: {"data": base64.b64encode(data).decode(), "headers": kept, "how": how}
                for key, (data, kept, how) in bucket.objects.items()
            }

    def counts(self):
        return {
            name: {
                "objects": len(bucket.objects),
                "puts": bucket.puts,
                "overwritten": len(bucket.overwritten),
                "uploads": len(bucket.uploads),
                "bytes": sum(len(data) for data, _, _ in bucket.objects.values()),
            }
            for name, bucket in self.buckets.items()
        }
