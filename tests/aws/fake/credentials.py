"""Who may call: access keys for good and session credentials that expire, and the ways to get them
(STS, the instance's metadata service, the container's credential endpoint)."""

import dataclasses
import secrets
import threading
import urllib.parse
from xml.sax.saxutils import escape

from .web import Answer, Failure, stamp

ROLE = "sluice-instance"
TOKEN_HEADER = "x-aws-ec2-metadata-token"


@dataclasses.dataclass(frozen=True)
class Credential:
    id: str
    secret: str
    token: str | None
    expires: float | None
    source: str


class Credentials:
    def __init__(self, clock):
        self._lock = threading.Lock()
        self._known = {}
        self._metadata_tokens = set()
        self.clock = clock
        self.lifetime_s = 3600.0
        self.issued = {}  # source -> how many
        self.refusals = {}  # (source) -> HTTP status, for scripts
        self.web_identity_token = None  # what a web identity must present, when set
        self.container_authorization = None

    def issue(self, source, lifetime_s=None, session=True):
        """A new key of this source; without a session it has no token and never expires."""
        if lifetime_s is None:
            lifetime_s = self.lifetime_s
        credential = Credential(
            ("ASIA" if session else "AKIA") + secrets.token_hex(8).upper(),
            secrets.token_urlsafe(30),
            secrets.token_urlsafe(200) if session else None,
            self.clock() + lifetime_s if session else None,
            source,
        )
        with self._lock:
            self._known[credential.id] = credential
            self.issued[source] = self.issued.get(source, 0) + 1
        return credential

    def find(self, key_id):
        with self._lock:
            return self._known.get(key_id)

    def expire_all(self):
        """Every session ends now."""
        with self._lock:
            for key_id, known in self._known.items():
                if known.expires is not None:
                    self._known[key_id] = dataclasses.replace(known, expires=0.0)

    def _json(self, credential):
        return Answer.json(
            {
                "Code": "Success",
                "Type": "AWS-HMAC",
                "LastUpdated": stamp(self.clock()),
                "AccessKeyId": credential.id,
                "SecretAccessKey": credential.secret,
                "Token": credential.token,
                "Expiration": stamp(credential.expires),
            },
            "application/json",
        )

    # ---- the plain HTTP endpoints ----

    def container(self, request):
        wanted = self.container_authorization
        if wanted is not None and request.header("authorization") != wanted:
            raise Failure(401, "Unauthorized")
        self._refuse("container")
        return self._json(self.issue("container"))

    def metadata(self, request):
        """IMDSv2 alone: version 1 is answered with 401."""
        self._refuse("imds")
        if request.path == "/latest/api/token":
            if request.method != "PUT" or request.header("x-forwarded-for"):
                raise Failure(403, "Forbidden")
            if not request.header(TOKEN_HEADER + "-ttl-seconds"):
                raise Failure(400, "Bad Request")
            token = secrets.token_urlsafe(40)
            self._metadata_tokens.add(token)
            return Answer(200, token.encode(), "text/plain")
        if request.header(TOKEN_HEADER) not in self._metadata_tokens:
            raise Failure(401, "Unauthorized")
        roles = "/latest/meta-data/iam/security-credentials/"
        if request.path == roles:
            return Answer(200, ROLE.encode(), "text/plain")
        if request.path == roles + ROLE:
            return self._json(self.issue("imds"))
        if request.path == "/latest/meta-data/placement/region":
            return Answer(200, b"eu-west-2", "text/plain")
        raise Failure(404, "Not Found")

    def _refuse(self, source):
        if source in self.refusals:
            raise Failure(self.refusals[source], "Refused")

    # ---- STS ----

    @staticmethod
    def _identity(caller):
        return (
            '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
            "<GetCallerIdentityResult>"
            f"<Arn>arn:aws:sts::111122223333:assumed-role/sluice/{escape(caller.source)}</Arn>"
            "<UserId>AROAEXAMPLE:s</UserId><Account>111122223333</Account>"
            "</GetCallerIdentityResult></GetCallerIdentityResponse>"
        )

    def sts(self, request, caller):
        form = dict(urllib.parse.parse_qsl(request.body.decode()))
        action = form.get("Action")
        if action == "GetCallerIdentity" and caller is not None:
            self._refuse("identity")
            return Answer(200, self._identity(caller).encode(), "text/xml")
        if form.get("Version") != "2011-06-15" or "RoleArn" not in form:
            raise Failure(400, "ValidationError", "Version and RoleArn are needed")
        if action == "AssumeRole" and caller is None:
            raise Failure(403, "MissingAuthenticationToken")
        if action == "AssumeRoleWithWebIdentity":
            given = form.get("WebIdentityToken")
            if not given or self.web_identity_token not in (None, given):
                raise Failure(400, "InvalidIdentityToken", "Incorrect token audience")
        elif action != "AssumeRole":
            raise Failure(400, "InvalidAction")
        self._refuse("sts")
        credential = self.issue(action)
        role = form["RoleArn"].rpartition("/")[2]
        return Answer(
            200,
            f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>'
            f"<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/{escape(role)}/s</Arn>"
            f"<AssumedRoleId>AROAEXAMPLE:s</AssumedRoleId></AssumedRoleUser><Credentials>"
            f"<AccessKeyId>{credential.id}</AccessKeyId>"
            f"<SecretAccessKey>{credential.secret}</SecretAccessKey>"
            f"<SessionToken>{credential.token}</SessionToken>"
            f"<Expiration>{stamp(credential.expires)}</Expiration></Credentials></{action}Result>"
            f"<ResponseMetadata><RequestId>{secrets.token_hex(8)}</RequestId></ResponseMetadata>"
            f"</{action}Response>".encode(),
            "text/xml",
        )
