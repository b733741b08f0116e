"""What bench.py measures with: time and CPU of children, memory of the pusher, goals."""

import pathlib
import resource
import statistics
import threading
import time

median = statistics.median


class Usage:
    """Seconds, and CPU seconds of all processes that are run and waited for inside."""

    def __enter__(self):
        self._before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self._begin = time.monotonic()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self._begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = sum(
            getattr(after, name) - getattr(self._before, name) for name in ("ru_utime", "ru_stime")
        )


FIELDS = {"RssAnon:": "own", "VmHWM:": "resident"}  # of /proc/PID/status


class Peaks(threading.Thread):
    """While inside, the largest memory of each of a pusher's processes, in MB, by role: `own` is
    what belongs to it alone, `resident` counts pages of files too (its program, its state)."""

    def __init__(self, pusher):
        super().__init__(daemon=True)
        self.pusher = pusher
        self.own, self.resident = {}, {}
        self._ended = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self.join()

    def run(self):
        while not self._ended.wait(0.02):
            for role, pid in self.pusher.processes().items():
                try:
                    lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
                except OSError:
                    continue  # it has ended
                for line in lines.splitlines():
                    name = FIELDS.get(line.split()[0])
                    if name is not None:
                        peaks = getattr(self, name)
                        peaks[role] = max(peaks.get(role, 0), int(line.split()[1]) / 1024)


class Goals:
    """Prints figures, each with its goal and whether it is met."""

    def __init__(self):
        self.missed = 0

    def title(self, text):
        print(f"\n{text}", flush=True)

    def _judge(self, what, value, unit, met, goal):
        self.missed += not met
        verdict = "met" if met else "MISSED"
        print(f"  {what:<46} {value:9.2f} {unit:<2}  goal {goal:<8} {verdict}", flush=True)

    def at_least(self, what, value, goal, unit="×"):
        self._judge(what, value, unit, value >= goal, f"≥ {goal:g}")

    def at_most(self, what, value, goal, unit="×"):
        self._judge(what, value, unit, value <= goal, f"≤ {goal:g}")

    def note(self, what, text):
        print(f"  {what:<46} {text}", flush=True)


def count_lines(folder):
    """Lines in all finished files below."""
    count = 0
    for path in pathlib.Path(folder).rglob("*.jsonl"):
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                count += block.count(b"\n")
    return count
