"""Verifies AWS Signature Version 4 in the Authorization header, as the services do it: from the
request as it arrived. Written from AWS's description, knowing nothing of the signer under test.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import calendar
import functools
import hashlib
import hmac
import re
import time
from urllib.parse import quote, unquote_to_bytes

UNRESERVED = "-_.~"
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/,\s]+)/(\d{8})/([^/,\s]+)/([^/,\s]+)/aws4_request,"
    r"\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})"
)
# How far a request's clock may be from the service's; S3 is the lenient one.
SKEW_S = {"s3": 900}
OTHER_SKEW_S = 300


class Denied(Exception):
    """The request is not let in: a kind that each service words in its own way."""

    def __init__(self, kind, detail):
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


def _encode(text, slash=""):
    return quote(unquote_to_bytes(text), safe=UNRESERVED + slash)


def canonical_path(path, service):
    if service == "s3":
        return _encode(path, "/")
    segments = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(_encode(segment))
    end = "/" if path.endswith("/") and segments else ""
    return quote("/" + "/".join(segments) + end, safe=UNRESERVED + "/")


def canonical_query(query):
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    return "&".join(f"{n}={v}" for n, v in sorted((_encode(n), _encode(v)) for n, v in pairs))


def canonical_request(method, path, query, headers, signed, service, payload_hash):
    """`headers`: lower-case name to a list of values, as they came."""
    lines = [
        f"{name}:{','.join(' '.join(value.split()) for value in headers[name])}" for name in signed
    ]
    return "\n".join(
        [
            method,
            canonical_path(path, service),
            canonical_query(query),
            *lines,
            "",
            ";".join(signed),
            payload_hash,
        ]
    )


@functools.lru_cache(maxsize=1000)
def signing_key(secret, date, region, service):
    key = b"AWS4" + secret.encode()
    for part in (date, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def scope(headers):
    """(access key id, region, service) that a request claims; None when it is not signed."""
    match = AUTHORIZATION.fullmatch(headers.get("authorization", [""])[0])
    return match and (match[1], match[3], match[4])


def verify(request, find, region, now):
    """Raises Denied unless the request is signed well. `find(id)` gives a Credential or None; `now`
    is the service's clock. Returns the credential."""
    headers = request.headers
    match = AUTHORIZATION.fullmatch(headers.get("authorization", [""])[0])
    if not match:
        raise Denied("unsigned", "no Authorization header of version 4")
    key_id, date, signed_region, service, names, signature = match.groups()
    signed = names.split(";")
    if signed != sorted(set(signed)) or "host" not in signed or not headers.keys() >= set(signed):
        raise Denied("signature", f"SignedHeaders={names} are not sorted, complete, with host")
    left_out = [name for name in headers if name.startswith("x-amz-") and name not in signed]
    if left_out:
        raise Denied("signature", f"not signed: {' '.join(left_out)}")
    credential = find(key_id)
    if credential is None:
        raise Denied("key", f"no access key {key_id}")
    token = headers.get("x-amz-security-token", [None])[0]
    if token != credential.token:
        raise Denied("token", "the session token is not this key's")
    stamp = headers.get("x-amz-date", [""])[0]
    _check_time(stamp, date, service, now)
    body_hash = hashlib.sha256(request.body).hexdigest()
    stated = headers.get("x-amz-content-sha256", [None])[0]
    if (service == "s3" and stated is None) or stated not in (None, body_hash):
        raise Denied("payload", "x-amz-content-sha256 is not the body's")
    text = canonical_request(
        request.method, request.path, request.query, headers, signed, service, body_hash
    )
    to_sign = "\n".join(
        [
            "AWS4-HMAC-SHA256",
            stamp,
            f"{date}/{signed_region}/{service}/aws4_request",
            hashlib.sha256(text.encode()).hexdigest(),
        ]
    )
    key = signing_key(credential.secret, date, signed_region, service)
    if not hmac.compare_digest(hmac.digest(key, to_sign.encode(), "sha256").hex(), signature):
        raise Denied("signature", "it differs")
    if signed_region != region:
        raise Denied("region", signed_region)
    # As the services do: of two faults the signature is told first.
    if credential.expires is not None and now >= credential.expires:
        raise Denied("expired", "the session token has expired")
    return credential


def _check_time(stamp, date, service, now):
    if not re.fullmatch(r"\d{8}T\d{6}Z", stamp) or stamp[:8] != date:
        raise Denied("signature", f"x-amz-date {stamp} does not go with the scope's {date}")
    sent = calendar.timegm(time.strptime(stamp, "%Y%m%dT%H%M%SZ"))
    if abs(sent - now) > SKEW_S.get(service, OTHER_SKEW_S):
        raise Denied("skew", f"signed {sent - now:+.0f} s from now")
