"""Our client of AWS against everything that may lie between it and an answer: clocks, certificates,
proxies, servers that say something else, nothing, or too much."""

import contextlib
import hashlib
import http.server
import select
import socket
import subprocess
import threading
import time
import unittest

from aws_support import FakeAws
from caller import Caller

# Keys of S3 that signers get wrong.
KEYS = [
    "dt=2026-11-23/a",
    "a b",
    "a+b",
    "ü/ሴ/😀",
    "a//b",
    "./a/../b",
    "%41",
    "a'(!*)b",
    "q?x#y&z",
    "~-._",
]


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers every POST with what the server was told, and proxies CONNECT."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.server.seen.append(dict(self.headers))
        status, headers, body = self.server.answer
        self.send_response(status)
        for name, value in (headers | {"content-length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):  # it need not wait for all
            self.wfile.write(body)

    def do_CONNECT(self):
        self.server.seen.append(self.path)
        self.close_connection = True
        host, port = self.path.rsplit(":", 1)
        with socket.create_connection((host, int(port))) as far:
            self.send_response(200)
            self.end_headers()
            ends = [self.connection, far]
            while True:
                for end in select.select(ends, [], [])[0]:
                    try:
                        data = end.recv(65536)
                    except ConnectionResetError:
                        data = b""
                    if not data:
                        return
                    ends[1 - ends.index(end)].sendall(data)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """Clients may leave as they like."""


@contextlib.contextmanager
def answering(status=200, body=b"{}", **headers):
    server = Server(("127.0.0.1", 0), Answering)
    server.answer = (
        status,
        {name.replace("_", "-"): value for name, value in headers.items()},
        body,
    )
    server.seen = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Client(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)
        cls.fake.create("kinesis", "events", shards=1)
        cls.fake.create("s3", "lake")
        cls.fake.create("s3", "elsewhere", region="us-east-1")

    def setUp(self):
        self.fake.script()
        self.environment = self.fake.environment(self.fake.do("issue"))

    def once(self, environment=None, words=(), service="kinesis", **call):
        with Caller(self.environment | (environment or {}), *words, service=service) as caller:
            self.assertIn("source", caller.first, caller.first)
            return caller.call(**call)

    def assert_outcome(self, result, outcome, said=""):
        self.assertEqual(result["outcome"], outcome, result)
        self.assertIn(said, result["text"])

    def played(self, rule, **call):
        """What comes of one call for which the rule is played."""
        self.fake.script({"times": 1, **rule})
        return self.once(**call)

    # ---- clocks ----

    def test_a_wrong_clock_is_set_by_the_answer(self):
        for skew_s in (3600, -86400):
            with self.subTest(skew_s=skew_s):
                self.fake.do("clock", skew_s=skew_s)
                self.addCleanup(self.fake.do, "clock", skew_s=0)
                issued = self.fake.do("issue", session=False)
                with Caller(self.fake.environment(issued)) as caller:
                    refused = len(self.fake.status()["refused"])
                    self.assert_outcome(caller.call(), "OK")
                    self.assert_outcome(caller.call(), "OK")  # and remembered
                    self.assertLessEqual(len(self.fake.status()["refused"]), refused + 1)
                    (line,) = caller.logged("clock_corrected")
                    self.assertAlmostEqual(line["seconds"], abs(skew_s), delta=5)
                    self.assertEqual(line["our_clock_is"], "slow" if skew_s > 0 else "fast")

    def test_a_wrong_secret_is_not_taken_for_a_wrong_clock(self):
        self.environment["AWS_SECRET_ACCESS_KEY"] = "x" * 40
        result = self.once()
        self.assert_outcome(result, "UNKNOWN_IDENTITY", "InvalidSignatureException")
        self.assertIn("secret", result["remedy"])

    # ---- what the service says ----

    def test_failures_of_calls(self):
        for rule, outcome, kind in (
            (
                {"fault": "fail", "status": 400, "code": "LimitExceededException"},
                "THROTTLED",
                "retry",
            ),
            ({"fault": "fail", "status": 500, "code": "InternalFailure"}, "TRANSIENT", "retry"),
            ({"fault": "fail", "status": 400, "code": "KMSDisabledException"}, "KMS", "config"),
            ({"fault": "too-large"}, "TOO_LARGE", "data"),
            ({"fault": "bad-gateway", "taken": False}, "TRANSIENT", "retry"),
            ({"fault": "denied"}, "DENIED", "config"),
        ):
            with self.subTest(rule=rule):
                result = self.played(rule)
                self.assert_outcome(result, outcome)
                self.assertEqual(result["class"], kind)
                self.assertNotIn("arn:aws", result["text"])  # messages are not quoted

    def test_the_missing_right_is_named(self):
        self.assertIn("kinesis:DescribeStreamSummary", self.played({"fault": "denied"})["remedy"])

    def test_a_message_is_quoted_where_the_call_allows_it(self):
        self.assertIn("not authorized", self.played({"fault": "denied"}, quotable=True)["text"])

    def test_a_pause_that_the_service_asks_for(self):
        headers = {"x-amz-retry-after": "4000"}
        rule = {"fault": "fail", "status": 503, "code": "Throttling", "headers": headers}
        self.assertEqual(self.played(rule)["pause_ms"], 4000)
        rule["headers"] = {"x-amz-retry-after": "86400000"}
        self.assertLess(self.played(rule)["pause_ms"], 30000)

    # ---- the way ----

    def test_connections_that_are_cut(self):
        for fault in ("cut-early", "cut-untaken", "cut-taken", "cut-reply"):
            with self.subTest(fault=fault):
                result = self.played({"fault": fault})
                self.assertIn(result["outcome"], ("UNREACHABLE", "GARBLED"), result)
                self.assertEqual((result["class"], result["maybe_done"]), ("retry", True))

    def test_an_answer_that_does_not_come(self):
        for fault in ({"fault": "stall"}, {"fault": "drip", "ms": 400}):
            with self.subTest(fault=fault):
                begin = time.monotonic()
                result = self.played(fault, timeout_ms=700)
                self.assert_outcome(result, "UNREACHABLE", "Timeout")
                self.assertTrue(result["maybe_done"])
                self.assertLess(time.monotonic() - begin, 5)
                self.fake.script()

    def test_nobody_is_there(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        result = self.once({"AWS_ENDPOINT_URL": f"https://127.0.0.1:{port}"})
        self.assert_outcome(result, "UNREACHABLE")
        self.assertFalse(result["maybe_done"])

    def test_a_name_that_nobody_knows(self):
        result = self.once({"AWS_ENDPOINT_URL": "https://kinesis.invalid"})
        self.assert_outcome(result, "UNREACHABLE", "kinesis.invalid")

    def test_a_name_is_looked_up_behind_the_sandbox(self):
        self.assertIn("localhost", self.fake.https)
        self.assert_outcome(self.once(), "OK")

    def test_certificates(self):
        result = self.once({"AWS_ENDPOINT_URL": self.fake.wrong_host})
        self.assert_outcome(result, "UNTRUSTED", "certificate")
        self.assertFalse(result["maybe_done"])
        del self.environment["AWS_CA_BUNDLE"]
        result = self.once()
        self.assert_outcome(result, "UNTRUSTED", "certificate")
        self.assertEqual(result["class"], "config")

    def test_a_ca_bundle_that_is_not_there(self):
        with Caller(self.environment | {"AWS_CA_BUNDLE": "/nowhere.pem"}) as caller:
            self.assertEqual(caller.first["class"], "config")
            self.assertIn("/nowhere.pem", caller.first["text"])

    def test_through_a_proxy(self):
        with answering() as proxy:
            # For this machine's own names too, which no_proxy would spare.
            self.assert_outcome(self.once({"https_proxy": proxy.url, "no_proxy": ""}), "OK")
            self.assertEqual(proxy.seen, [self.fake.https.removeprefix("https://")])
            self.assert_outcome(
                self.once({"https_proxy": proxy.url, "no_proxy": "localhost"}), "OK"
            )
            self.assertEqual(len(proxy.seen), 1)

    def test_metadata_is_asked_through_no_proxy(self):
        environment = self.fake.environment()
        with answering() as proxy:
            given = {"http_proxy": proxy.url, "https_proxy": proxy.url, "no_proxy": "localhost"}
            with Caller(environment | given) as caller:
                self.assert_outcome(caller.call(), "OK")
            self.assertEqual(proxy.seen, [])

    def test_plain_http_is_for_this_machine(self):
        with Caller(self.environment | {"AWS_ENDPOINT_URL": "http://192.0.2.1"}) as caller:
            self.assertEqual(caller.first["class"], "config")
            self.assertIn("in the clear", caller.first["text"])

    # ---- other answers ----

    def elsewhere(self, **answer):
        with answering(**answer) as server:
            return self.once({"AWS_ENDPOINT_URL": server.url}), server.seen

    def test_redirects_are_not_followed(self):
        with answering() as other:
            result, _ = self.elsewhere(status=301, location=other.url)
            self.assertEqual(other.seen, [])
        self.assert_outcome(result, "ELSEWHERE")

    def test_an_answer_without_end(self):
        result, _ = self.elsewhere(body=b"x" * (5 << 20))
        self.assert_outcome(result, "GARBLED")

    def test_an_error_page_is_not_quoted(self):
        result, _ = self.elsewhere(status=400, body=b"<html>canary</html>")
        self.assert_outcome(result, "INVALID")
        self.assertNotIn("canary", result["text"] + result["remedy"] + result["code"])

    def test_what_is_sent(self):
        _, seen = self.elsewhere()
        headers = {name.lower(): value for name, value in seen[0].items()}
        self.assertNotIn("expect", headers)
        self.assertEqual(headers["content-type"], "application/x-amz-json-1.1")
        self.assertIn("host;x-amz-date;x-amz-security-token;x-amz-target", headers["authorization"])

    def test_something_that_is_not_http(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"http://127.0.0.1:{server.getsockname()[1]}"

            def speak():
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"220 mail ready\r\n")

            thread = threading.Thread(target=speak)
            thread.start()
            result = self.once({"AWS_ENDPOINT_URL": url})
            thread.join()
        self.assertIn(result["outcome"], ("GARBLED", "UNREACHABLE"), result)
        self.assertTrue(result["maybe_done"])

    # ---- S3 ----

    def s3(self, method, path, words=("--bucket", "lake"), **call):
        return {"method": method, "path": path, "headers": [], "body": "", **call}

    def test_keys_of_every_kind(self):
        with Caller(self.environment, "--bucket", "lake", service="s3") as caller:
            for key in KEYS:
                with self.subTest(key=key):
                    put = self.s3("PUT", "/" + key, body=key, action="s3:PutObject")
                    self.assert_outcome(caller.call(**put), "OK")
                    again = dict(put, headers=[["if-none-match", "*"]])
                    self.assert_outcome(caller.call(**again), "EXISTS")
        found = self.fake.s3_objects("lake")
        self.assertEqual(
            {key: found[key]["data"].decode() for key in KEYS}, {key: key for key in KEYS}
        )

    def test_headers_whose_names_begin_alike(self):
        body = "x" * 100
        digest = hashlib.sha256(body.encode()).hexdigest()
        self.assertEqual(len(digest), 64)
        put = self.s3("PUT", "/sse", body=body, headers=[
            ["x-amz-server-side-encryption", "aws:kms"],
            ["x-amz-server-side-encryption-aws-kms-key-id", "alias/lake"],
        ])  # fmt: skip
        self.assert_outcome(self.once(words=("--bucket", "lake"), service="s3", **put), "OK")

    def test_a_body_is_never_left_unsigned(self):
        headers = [["x-amz-content-sha256", "UNSIGNED-PAYLOAD"]]
        put = self.s3("PUT", "/unsigned", body="x") | {"headers": headers}
        result = self.once(words=("--bucket", "lake"), service="s3", **put)
        self.assertEqual((result["outcome"], result["class"]), ("INVALID", "bug"))
        self.assertNotIn("unsigned", self.fake.s3_objects("lake"))

    def test_a_header_has_one_line(self):
        put = self.s3("PUT", "/lines", headers=[["x-amz-meta-a", "b\r\nx-amz-meta-c: d"]])
        result = self.once(words=("--bucket", "lake"), service="s3", **put)
        self.assertEqual((result["outcome"], result["class"]), ("INVALID", "bug"))

    def test_an_error_in_a_200(self):
        self.fake.script({"fault": "error-in-200", "times": 1})
        put = self.s3("PUT", "/x", action="s3:PutObject")
        result = self.once(words=("--bucket", "lake"), service="s3", **put)
        self.assert_outcome(result, "TRANSIENT", "InternalError")

    def test_head_says_no_more_than_a_status(self):
        head = self.s3("HEAD", "/", action="s3:ListBucket")
        with Caller(self.fake.environment(), "--bucket", "lake", service="s3") as caller:
            self.assert_outcome(caller.call(**head), "OK")
            self.fake.do("expire")
            self.assert_outcome(caller.call(**head), "OK")  # 400 without a code: new credentials
        self.environment = self.fake.environment(self.fake.do("issue"))
        for bucket, outcome in (("nowhere", "MISSING"), ("elsewhere", "ELSEWHERE")):
            with self.subTest(bucket=bucket):
                result = self.once(words=("--bucket", bucket), service="s3", **head)
                self.assert_outcome(result, outcome)
        self.assertIn("us-east-1", result["remedy"])


class HTTP2(unittest.TestCase):
    """Against a server that speaks it: Node's, where there is one."""

    def test_several_calls_over_http2(self):
        """A connection for each call under way, and the same ones again for the next."""
        fake = FakeAws()  # for its certificate
        self.addCleanup(fake.stop)
        script = """
          const http2 = require('http2'), fs = require('fs'), d = process.argv[1] + '/';
          const server = http2.createSecureServer({key: fs.readFileSync(d + 'host.key'),
            cert: fs.readFileSync(d + 'host.pem'), allowHTTP1: true}, (request, answer) => {
              request.resume(); request.on('end', () => answer.end(request.httpVersion)); });
          let sessions = 0; server.on('session', () => console.log(++sessions));
          server.listen(0, '127.0.0.1', () => console.log(server.address().port));"""
        server = subprocess.Popen(
            ["node", "-e", script, fake.directory], stdout=subprocess.PIPE, text=True
        )
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        port = server.stdout.readline().strip()
        environment = fake.environment(fake.do("issue"))
        environment["AWS_ENDPOINT_URL"] = f"https://localhost:{port}"
        with Caller(environment) as caller:
            for _ in range(5):
                for result in caller.call(times=8, body="x" * 300000):
                    self.assertEqual((result["outcome"], result["body"]), ("OK", "2.0"), result)
        server.kill()
        self.assertEqual(len(server.stdout.readlines()), 8)


if __name__ == "__main__":
    unittest.main()
