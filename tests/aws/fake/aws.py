"""The fake as a whole: who is asked, whether they may, what the script does to the call, and the
control interface of tests."""

import json
import secrets
import threading
import time

from . import firehose, kinesis, rights, sigv4
from .credentials import Credentials
from .s3 import S3, xml
from .script import Call, Instead, Script
from .sigv4 import Denied
from .web import Answer, Cut, Failure

# How each kind of refusal is worded: (status, code of Kinesis and Firehose), (status, code of S3).
REFUSALS = {
    "unsigned": ((400, "MissingAuthenticationTokenException"), (403, "AccessDenied")),
    "signature": ((400, "InvalidSignatureException"), (403, "SignatureDoesNotMatch")),
    "key": ((400, "UnrecognizedClientException"), (403, "InvalidAccessKeyId")),
    "token": ((400, "UnrecognizedClientException"), (400, "InvalidToken")),
    "skew": ((400, "InvalidSignatureException"), (403, "RequestTimeTooSkewed")),
    "payload": ((400, "InvalidSignatureException"), (400, "XAmzContentSHA256Mismatch")),
    "region": ((400, "InvalidSignatureException"), (400, "AuthorizationHeaderMalformed")),
    "expired": ((400, "ExpiredTokenException"), (400, "ExpiredToken")),
}
# Refusals that a correct client never meets, whatever the script does.
FAULTS_OF_THE_CLIENT = ("unsigned", "signature", "token", "payload")


class Aws:
    def __init__(self, region="eu-west-2", account="111122223333", seed=1):
        self.region = region
        self.account = account
        self.page = 1000  # shards a page of ListShards
        self.serve_at = None  # serves at one more port, where somebody has set it
        self.statements = None  # what callers may do (rights.py); None: everything
        self.skew_s = 0.0
        self.script = Script(seed)
        self.credentials = Credentials(self.clock)
        self.kinesis = kinesis.Kinesis(self)
        self.firehose = firehose.Firehose(self)
        self.s3 = S3(self)
        self.calls = {}  # (service, action, outcome) -> times
        self.refused = []  # what the verifier said, the last few
        self.bad_signatures = 0
        self._lock = threading.Lock()

    def clock(self):
        return time.time() + self.skew_s

    def _count(self, service, action, outcome):
        with self._lock:
            key = f"{service}:{action} {outcome}"
            self.calls[key] = self.calls.get(key, 0) + 1

    # ---- the TLS end: the services ----

    def handle(self, request, read):
        service, action = self._asked(request)
        outcome = "cut"
        try:
            answer = self._serve(service, action, request, read)
            outcome = "ok" if answer and answer.status < 300 else "failed"
        except Failure as failure:
            outcome = failure.code
            answer = self._failure(service, request, failure)
        finally:
            self._count(service, action, outcome)
        if answer is not None:
            answer.headers.setdefault("x-amzn-RequestId", secrets.token_hex(8))
        return answer

    def _asked(self, request):
        target = request.header("x-amz-target", "")
        for service, prefix in (("kinesis", kinesis.TARGET), ("firehose", firehose.TARGET)):
            if target.startswith(prefix):
                return service, target.removeprefix(prefix)
        scope = sigv4.scope(request.headers)
        form = request.header("content-type", "").startswith("application/x-www-form-urlencoded")
        if (scope and scope[2] == "sts") or (form and request.path == "/"):
            return "sts", "AssumeRole"
        return "s3", S3.action(request)

    def _serve(self, service, action, request, read):
        if service == "s3":
            name = S3.place(request)[0]
            rule, beside = self.script.choose(Call(service, action, name))
            self.script.early(rule)
        if not read():
            return None
        asked = None
        if service in ("kinesis", "firehose"):
            if request.header("content-type") != "application/x-amz-json-1.1":
                raise Failure(404, "UnknownOperationException")
            asked = self._parse(request.body)
            name = getattr(self, service).name_of(asked)
            rule, beside = self.script.choose(Call(service, action, name))
            self.script.early(rule)
        elif service == "sts":
            rule, beside = self.script.choose(Call(service, action, None))
        caller = self._caller(service, request)
        try:
            self._before(rule, beside, service, action, caller)
            # A real service is prompt. This one may be late on a busy machine, so late that what a
            # killed sender left would come in behind what the next one sent.
            if request.client_is_gone():
                raise Cut()
            self._authorize(service, action, request, asked, caller)
            answer = self._call(service, action, request, asked, beside, caller)
            if isinstance(answer, tuple):
                entries, form = answer
                if rule and rule["fault"] == "wrong-count":
                    entries = entries[:-1]
                answer = Answer(200, (form % ",".join(entries)).encode())
            return self.script.after(rule, answer)
        except Instead as instead:
            # Some of these faults happen after the call has had its effect.
            return instead.answer

    @staticmethod
    def _parse(body):
        try:
            return json.loads(body)
        except ValueError as error:
            raise Failure(400, "SerializationException") from error

    def _caller(self, service, request):
        if service == "sts" and "authorization" not in request.headers:
            return None
        try:
            return sigv4.verify(request, self.credentials.find, self.region, self.clock())
        except Denied as denied:
            with self._lock:
                self.bad_signatures += denied.kind in FAULTS_OF_THE_CLIENT
                self.refused = [*self.refused[-19:], f"{service} {request.path}: {denied}"]
            status, code = REFUSALS[denied.kind][service == "s3"]
            # S3 tells where a bucket is, also where it tells nothing else (HEAD).
            bucket = service == "s3" and self.s3.buckets.get(S3.place(request)[0])
            headers = {"x-amz-bucket-region": bucket.region} if bucket else {}
            raise Failure(status, code, self._worded(denied), headers) from denied

    def _worded(self, denied):
        if denied.kind == "skew":
            return f"Signature expired: {denied.detail}"
        if denied.kind == "region":
            return f"Credential should be scoped to a valid region, not '{denied.detail}'."
        if denied.kind == "expired":
            return "The security token included in the request is expired"
        return "The security token or the signature included in the request is invalid."

    def _before(self, rule, beside, service, action, caller):
        try:
            self.script.before(rule, beside)
        except Failure as failure:
            if failure.code != "denied":
                raise
            raise self._denied(service, caller, rights.name(service, action)) from failure

    def _authorize(self, service, action, request, asked, caller):
        if self.statements is None or service == "sts":
            return
        for right, resource in rights.needed(self, service, action, request, asked):
            if not rights.allowed(self.statements, right, resource):
                raise self._denied(service, caller, right)

    def _denied(self, service, caller, right):
        message = (
            f"User: arn:aws:sts::{self.account}:assumed-role/sluice/{caller.source} is not"
            f" authorized to perform: {right} on resource: * because no identity-based policy"
            f" allows the {right} action"
        )
        if service == "s3":
            return Failure(403, "AccessDenied", message)
        if right.startswith("kms:"):
            return Failure(400, "KMSAccessDeniedException", message)
        return Failure(400, "AccessDeniedException", message)

    def _call(self, service, action, request, asked, beside, caller):
        if service == "s3":
            return self.s3.call(action, request)
        if service == "sts":
            return self.credentials.sts(request, caller)
        return getattr(self, service).call(action, asked, beside)

    def _failure(self, service, request, failure):
        """A failed call in the form of its service."""
        headers = dict(failure.headers)
        if failure.body is not None:
            return Answer(failure.status, failure.body, None, headers)
        if service == "s3":
            if request.method == "HEAD":
                return Answer(failure.status, b"", "application/xml", headers)
            region = headers.get("x-amz-bucket-region", self.region)
            text = failure.message.replace("&", "&amp;").replace("<", "&lt;")
            body = (
                f"<Error><Code>{failure.code}</Code><Message>{text}</Message>"
                f"<Region>{region}</Region><RequestId>{secrets.token_hex(8)}</RequestId></Error>"
            )
            return xml(failure.status, body, headers)
        if service == "sts":
            body = (
                f"<ErrorResponse><Error><Type>Sender</Type><Code>{failure.code}</Code>"
                f"<Message>{failure.message}</Message></Error></ErrorResponse>"
            )
            return Answer(failure.status, body.encode(), "text/xml", headers)
        code = failure.code
        if service == "kinesis":
            # Seen in both forms; a reader takes what stands behind the last '#'.
            code = f"com.amazonaws.kinesis#{code}" if self.script.chance() < 0.5 else code
        body = {"__type": code, "message": failure.message}
        return Answer(failure.status, json.dumps(body).encode(), headers=headers)

    # ---- the plain end: metadata, container credentials, control ----

    def handle_plain(self, request, read):
        if not read():
            return None
        try:
            if request.path.startswith("/latest/"):
                return self.credentials.metadata(request)
            if request.path.startswith("/container"):
                return self.credentials.container(request)
            if request.path == "/control" and request.method == "POST":
                return self._control(json.loads(request.body))
            raise Failure(404, "Not Found")
        except Failure as failure:
            return Answer(failure.status, failure.code.encode(), "text/plain")

    def _control(self, order):
        try:
            done = getattr(self, f"_do_{order.pop('do')}")(**order)
            return Answer.json(done)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            return Answer(400, f"{type(error).__name__}: {error}".encode(), "text/plain")
        except Failure as failure:
            return Answer(400, f"{failure.code}: {failure.message}".encode(), "text/plain")

    def _do_create(self, service, name, **options):
        getattr(self, service).create(name, **options)

    def _do_forget(self, service, name):
        """The stream, delivery stream or bucket is gone."""
        kept = getattr(self, service)
        getattr(kept, "buckets" if service == "s3" else "streams").pop(name, None)

    def _do_listen(self, port):
        """Serves at one more port."""
        self.serve_at(port)

    def _do_script(self, rules):
        self.script.set(rules)

    def _do_allow(self, statements):
        """Statements of an IAM policy; none: everything is allowed."""
        self.statements = statements

    def _do_issue(self, lifetime_s=None, session=True):
        issued = self.credentials.issue("static", lifetime_s, session)
        return {"id": issued.id, "secret": issued.secret, "token": issued.token}

    def _do_secret(self, id):
        """Of credentials that were issued to anybody: for what is signed and not sent here."""
        issued = self.credentials.find(id)
        return {"secret": issued.secret, "token": issued.token}

    def _do_credentials(self, **settings):
        """Sets lifetime_s, refusals, web_identity_token, container_authorization."""
        for name, value in settings.items():
            getattr(self.credentials, name)
            setattr(self.credentials, name, value)

    def _do_expire(self):
        self.credentials.expire_all()

    def _do_clock(self, skew_s):
        self.skew_s = skew_s

    def _do_page(self, shards):
        self.page = shards

    def _do_split(self, name, **where):
        self.kinesis.streams[name].split(**where)

    def _do_merge(self, name, **where):
        self.kinesis.streams[name].merge(**where)

    def _do_dump(self, service, name):
        return getattr(self, service).dump(name)

    def _do_status(self):
        return {
            "calls": self.calls,
            "refused": self.refused,
            "bad_signatures": self.bad_signatures,
            "played": self.script.played,
            "unplayed": self.script.unplayed(),
            "issued": self.credentials.issued,
            "kinesis": self.kinesis.counts(),
            "firehose": self.firehose.counts(),
            "s3": self.s3.counts(),
        }
