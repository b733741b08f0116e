"""Failures as data. A script is a list of rules, JSON objects:

    {"fault": "cut-taken", "action": "PutRecords", "chance": 0.05}

`action` (Kinesis and Firehose: the API's name; S3: PutObject, UploadPart, …; absent: all),
`service`, `name` (of the stream, delivery stream or bucket), `chance` (1), `skip` calls before the
first, `times` at most. Of the rules that fit a call the first whose chance comes is played; rules
with "fault": "delay" and "throttle" are played beside it.

fault             what happens                                           parameters
fail              the whole call fails, nothing is taken                 status, code, message, headers
denied            the identity has no right to the action
cut-early         reset before the body is read
cut-untaken       reset after the body, nothing is taken
cut-taken         reset after the body, everything is taken
cut-reply         everything is taken, half of the reply arrives
not-json          200 and a page of a proxy                              taken (by chance)
empty             200 without a body                                     taken (by chance)
wrong-count       200, one entry too few                                 taken (true)
no-entries        200 and {}                                             taken (by chance)
error-in-200      200 with an Error element (S3)
too-large         413 without a body
bad-gateway       502 and a page of a proxy                              taken (by chance)
drip              the reply comes in small pieces                        ms between them
stall             no reply until `release`; then nothing was taken
delay             before anything is taken                               ms: [least, most]
throttle          records fail, each by chance or by place in the call   share, records, shard, code
"""

import dataclasses
import random
import threading
import time

from .web import Answer, Cut, Failure

PAGE = b"<html><body><h1>Bad Gateway</h1></body></html>"
BESIDE = ("delay", "throttle")


class Instead(Exception):
    """The reply that takes the place of the call."""

    def __init__(self, answer):
        super().__init__("instead")
        self.answer = answer


@dataclasses.dataclass
class Call:
    """What a rule may look at."""

    service: str
    action: str
    name: str | None


class Script:
    def __init__(self, seed=1):
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._release = threading.Event()
        self.rules = []
        self.played = {}  # fault -> times

    def set(self, rules):
        known = __doc__.split()
        for rule in rules:
            if rule["fault"] not in known:
                raise ValueError(f"no fault {rule['fault']!r}")
        with self._lock:
            self.rules = [dict(rule, _seen=0, _played=0) for rule in rules]
            released, self._release = self._release, threading.Event()
        released.set()

    def unplayed(self):
        """Rules of certain faults, with "times", that no call has met."""
        with self._lock:
            return [
                {name: value for name, value in rule.items() if name[0] != "_"}
                for rule in self.rules
                if "times" in rule and rule["_played"] == 0
            ]

    def chance(self):
        with self._lock:
            return self._random.random()

    def choose(self, call):
        """The rules that are played for this call: (the one fault or None, delays and throttles)."""
        if not self.rules:
            return None, ()
        with self._lock:
            chosen, beside = None, []
            for rule in self.rules:
                if (chosen and rule["fault"] not in BESIDE) or not self._comes(rule, call):
                    continue
                if rule["fault"] in BESIDE:
                    beside.append(rule)
                else:
                    chosen = rule
                rule["_played"] += 1
                self.played[rule["fault"]] = self.played.get(rule["fault"], 0) + 1
            return chosen, beside

    def _comes(self, rule, call):
        for what in ("service", "action", "name"):
            if rule.get(what, getattr(call, what)) != getattr(call, what):
                return False
        if rule["_played"] >= rule.get("times", rule["_played"] + 1):
            return False
        rule["_seen"] += 1
        if rule["_seen"] <= rule.get("skip", 0):
            return False
        return self._random.random() < rule.get("chance", 1)

    def early(self, rule):
        if rule and rule["fault"] == "cut-early":
            raise Cut()

    def before(self, rule, beside):
        """What comes before anything is taken."""
        for other in beside:
            if other["fault"] == "delay":
                least, most = other.get("ms", [0, 20])
                time.sleep((least + (most - least) * self.chance()) / 1000)
        fault = rule and rule["fault"]
        if fault == "fail":
            raise Failure(
                rule["status"], rule["code"], rule.get("message", ""), rule.get("headers")
            )
        if fault == "denied":
            raise Failure(403, "denied")
        if fault == "too-large":
            raise Failure(413, "RequestEntityTooLarge", body=b"")
        if fault == "cut-untaken":
            raise Cut()
        if fault == "error-in-200":
            raise Failure(200, "InternalError", "We encountered an internal error.")
        if fault == "stall":
            self._release.wait()
            raise Cut()
        bent = fault in ("not-json", "empty", "no-entries", "bad-gateway")
        if bent and not rule.get("taken", self.chance() < 0.5):
            raise Instead(self._bent(fault))

    def after(self, rule, answer):
        """The reply as it leaves, everything being taken."""
        fault = rule and rule["fault"]
        if fault == "cut-taken":
            raise Cut()
        if fault == "cut-reply":
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(answer.body)}\r\n\r\n".encode()
            reply = head + answer.body
            raise Cut(reply[: len(reply) // 2])
        if fault == "drip":
            answer.drip_ms = rule.get("ms", 5)
        if fault in ("not-json", "empty", "no-entries", "bad-gateway"):
            return self._bent(fault)
        return answer

    def _bent(self, fault):
        if fault == "empty":
            return Answer(200)
        if fault == "no-entries":
            return Answer(200, b"{}")
        return Answer(502 if fault == "bad-gateway" else 200, PAGE, "text/html")

    def throttled(self, beside, count, shard_of):
        """{index: code} for the records of a call that fail."""
        failed = {}
        for rule in beside:
            if rule["fault"] != "throttle":
                continue
            with self._lock:
                for index in range(count):
                    if "records" in rule:
                        hit = index in rule["records"]
                    elif "shard" in rule:
                        hit = shard_of(index) == rule["shard"]
                    else:
                        hit = self._random.random() < rule.get("share", 0.2)
                    if hit:
                        failed[index] = rule.get("code", "ProvisionedThroughputExceededException")
        return failed
