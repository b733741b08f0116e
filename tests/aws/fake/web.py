"""HTTP/1.1 for the fake: one thread a connection, requests whole in memory."""

import dataclasses
import email.utils
import json
import select
import socket
import ssl
import struct
import threading
import time

MOST_BODY = 64 << 20


class Failure(Exception):
    """A call that fails with this status and code; the service finds the body's form."""

    def __init__(self, status, code, message="", headers=None, body=None):
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}
        self.body = body  # instead of the service's own form


class Cut(Exception):
    """The connection goes, after these bytes."""

    def __init__(self, answer=b""):
        super().__init__("cut")
        self.answer = answer


@dataclasses.dataclass
class Request:
    method: str
    path: str
    query: str
    headers: dict  # lower-case name -> list of values
    body: bytes = b""
    descriptor: int = -1  # of the connection

    def client_is_gone(self):
        """The other end has closed the connection, or its process has ended."""
        poll = select.poll()
        poll.register(self.descriptor, select.POLLRDHUP)
        return bool(poll.poll(0))

    def header(self, name, default=None):
        return self.headers.get(name, [default])[0]


@dataclasses.dataclass
class Answer:
    status: int
    body: bytes = b""
    kind: str = "application/x-amz-json-1.1"
    headers: dict = dataclasses.field(default_factory=dict)
    drip_ms: int = 0  # send it in small pieces, so far apart
    keep: bool = True

    @staticmethod
    def json(value, kind="application/x-amz-json-1.1"):
        return Answer(200, json.dumps(value).encode(), kind)


def stamp(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


REASONS = {200: "OK", 204: "No Content", 301: "Moved Permanently", 400: "Bad Request"}


def write(sock, answer, head_only, clock):
    lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Status')}"]
    lines.append(f"Date: {email.utils.formatdate(clock(), usegmt=True)}")
    if answer.kind:
        lines.append(f"Content-Type: {answer.kind}")
    if not head_only or "Content-Length" not in answer.headers:
        lines.append(f"Content-Length: {0 if head_only else len(answer.body)}")
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    if not answer.keep:
        lines.append("Connection: close")
    data = "\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if head_only else answer.body)
    if not answer.drip_ms:
        sock.sendall(data)
        return
    for start in range(0, len(data), 64):
        sock.sendall(data[start : start + 64])
        time.sleep(answer.drip_ms / 1000)


def read_head(stream):
    """A request without its body, or None at the end of the connection."""
    line = stream.readline(65537)
    if not line.strip():
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers = {}
    while True:
        line = stream.readline(65537)
        if not line:
            return None
        line = line.decode("utf-8").rstrip("\r\n")
        if not line:
            break
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), []).append(value.strip())
    path, _, query = target.partition("?")
    return Request(method, path, query, headers)


def read_body(sock, stream, request):
    length = int(request.header("content-length", "0"))
    if "transfer-encoding" in request.headers or length > MOST_BODY:
        raise Failure(411, "MissingContentLength")
    if request.header("expect", "").lower() == "100-continue":
        sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    request.body = stream.read(length)
    return len(request.body) == length


class Server:
    """Listens on loopback; `handle(request, read)` gives the Answer, reading the body by `read()`."""

    def __init__(self, handle, clock, context=None, port=0):
        self.handle = handle
        self.clock = clock
        self.context = context
        self.listener = socket.create_server(("127.0.0.1", port), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.connections = 0

    def serve(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._connection, args=(sock,), daemon=True).start()

    def start(self):
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def _connection(self, sock):
        try:
            if self.context:
                sock = self.context.wrap_socket(sock, server_side=True)
            self.connections += 1
            with sock.makefile("rb", 1 << 16) as stream:
                while self._exchange(sock, stream):
                    pass
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            sock.close()

    def _exchange(self, sock, stream):
        request = read_head(stream)
        if request is None:
            return False
        request.descriptor = sock.fileno()
        try:
            answer = self.handle(request, lambda: read_body(sock, stream, request))
        except Cut as cut:
            if cut.answer:
                sock.sendall(cut.answer)
            # A reset, not an orderly end: what a peer's crash looks like.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if answer is None:
            return False
        write(sock, answer, request.method == "HEAD", self.clock)
        return answer.keep
