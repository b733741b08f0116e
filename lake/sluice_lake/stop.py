"""The end of a job that goes on until it is told to stop.

SIGTERM comes to Python where that was started itself, and to the JVM where spark-submit was: there a
hook runs before Spark's own takes the session away. Each asks; the streams are then stopped between
two batches. A stop in any other way loses nothing either (docs/lake.md), but repeats work.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

from pyspark.java_gateway import ensure_callback_server_started
from pyspark.sql import SparkSession
from pyspark.sql.streaming.query import StreamingQuery

PRIORITY = 1000  # of the hook: Spark's own come after it
GRACE_S = 300  # for the batches that run


class Stop:
    """A java.lang.Runnable in Python: `run` asks, and waits until all is done."""

    def __init__(self) -> None:
        self.asked, self.done = threading.Event(), threading.Event()

    def run(self) -> None:
        self.asked.set()
        self.done.wait(GRACE_S)

    def hashCode(self) -> int:
        return id(self) & 0x7FFFFFFF

    def toString(self) -> str:
        return "the end of the lake's job"

    def equals(self, other: object) -> bool:
        return other is self

    class Java:
        implements: ClassVar[list[str]] = ["java.lang.Runnable"]


@contextlib.contextmanager
def told_to_stop(spark: SparkSession) -> Iterator[Stop]:
    """A Stop that is asked when this process, or Spark's, is told to end."""
    stop = Stop()
    jvm = spark.sparkContext._jvm
    ensure_callback_server_started(spark.sparkContext._gateway)
    hooks = jvm.org.apache.hadoop.util.ShutdownHookManager.get()
    hooks.addShutdownHook(stop, PRIORITY, GRACE_S, jvm.java.util.concurrent.TimeUnit.SECONDS)
    mine = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.asked.set()) if mine else None
    try:
        yield stop
    finally:
        if mine:
            signal.signal(signal.SIGTERM, before)
        if not hooks.isShutdownInProgress():
            hooks.removeShutdownHook(stop)
        stop.done.set()


def end(query: StreamingQuery) -> None:
    """Between two of its batches."""
    deadline = time.monotonic() + GRACE_S
    while query.isActive and query.status["isTriggerActive"] and time.monotonic() < deadline:
        time.sleep(0.05)
    query.stop()


def run_until_told(
    queries: list[StreamingQuery], stop: Stop, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Until `stop` is asked, or a query ends by itself: having read all, or failing. Meanwhile, now and
    then, `meanwhile`, which may put others in their place."""
    while not stop.asked.wait(0.5):
        for query in queries:
            if not query.isActive:
                query.awaitTermination()  # tells why
                return
        meanwhile()
    for query in queries:
        end(query)
