"""What a process has in its memory: every readable page but those that are a file's, unchanged; its
environment and arguments. As root, for the pusher's processes let nobody else look
(PR_SET_DUMPABLE)."""

import base64
import os
import re
import signal

CHUNK = 1 << 20
MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r([w-])\S* \S+ \S+ (\d+)\s*(.*)")
# Kernel pages that cannot be read this way.
UNREADABLE = ("[vvar]", "[vsyscall]", "[vvar_vclock]")


def forms(secret):
    """How these bytes could stand in memory: as they are, in hex, in base64 at any offset."""
    yield secret
    yield secret.hex().encode()
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + secret)
        yield coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]


class Needles:
    """What to look for: bytes, and what a find is called."""

    def __init__(self):
        self.names = {}

    def add(self, name, secret, all_forms=True):
        for form in forms(secret) if all_forms else [secret]:
            if len(form) >= 8:
                self.names[form] = name

    def __or__(self, other):
        both = Needles()
        both.names = self.names | other.names
        return both

    def search(self, pid):
        """The names of everything found, with the mapping it stands in."""
        pattern = re.compile(b"|".join(map(re.escape, sorted(self.names, key=len, reverse=True))))
        overlap = max(map(len, self.names)) - 1
        found = set()
        for where, data in pages(pid, overlap):
            found |= {f"{self.names[hit]} in {where}" for hit in pattern.findall(data)}
        return found


def pages(pid, overlap=0):
    """(mapping, bytes) of all that can be read; the process stands still meanwhile."""
    os.kill(pid, signal.SIGSTOP)
    try:
        for name in ("environ", "cmdline"):
            with open(f"/proc/{pid}/{name}", "rb") as source:
                yield name, source.read()
        with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps:
            mappings = [MAPPING.match(line) for line in maps]
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for mapping in filter(None, mappings):
                start, end = int(mapping[1], 16), int(mapping[2], 16)
                of_a_file = mapping[3] == "-" and mapping[4] != "0"
                if mapping[5] not in UNREADABLE and not of_a_file:
                    yield from _read(memory, start, end, mapping[5] or "anonymous", overlap)
    finally:
        os.kill(pid, signal.SIGCONT)


def _read(memory, start, end, where, overlap):
    for place in range(start, end, CHUNK):
        memory.seek(place)
        try:
            data = memory.read(min(CHUNK + overlap, end - place))
        except OSError:  # a guard page, or a mapping that cannot be read
            return
        yield where, data
