"""What a row's wrong end is explained with: what the server decoded of it, by test_decoding in a slot of its
own, and what the pusher decided of it, which a build with --enable-witness logs."""

import json

from harness import Failed

SLOT = "witness"
MOST_CHARACTERS = 300  # of a line: long values say nothing here


def row_hash(text):
    """FNV-1a, as the log has a row's released key (runtime/change/decision.h)."""
    value = 14695981039346656037
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value


class Witness:
    def __init__(self, yard):
        self.yard = yard
        self.lines = []
        yard.sql(f"SELECT pg_create_logical_replication_slot('{SLOT}', 'test_decoding')")

    def take(self):
        """All that was committed since."""
        try:
            told = self.yard.sql(
                f"SELECT lsn, xid, left(data, {MOST_CHARACTERS})"
                f" FROM pg_logical_slot_get_changes('{SLOT}', NULL, NULL)"
            )
        except Failed as error:
            told = str(error)
        self.lines += told.splitlines()

    def decoded(self, table, number):
        """The transactions' lines about a row of depot.TABLE, and where each was committed."""
        found, waiting = [], []
        for line in self.lines:
            text = line.split("|", 2)[-1] + " "
            if text.startswith("COMMIT"):
                found += [f"{row}  committed {line.split('|')[0]}" for row in waiting]
                waiting = []
            elif text.startswith(f"table depot.{table}:") and (
                f" id[integer]:{number} " in text or " TRUNCATE:" in text
            ):
                waiting.append(line)
        return found

    def decided(self, stream, key):
        """What the pusher at hand logged of a row, by its released key as the record has it; where it
        started is told, too."""
        wanted = row_hash(",".join(f'"{name}":{value}' for name, value in key))
        found = []
        for line in self.yard.pusher.errors().splitlines():
            if '"event":"streaming"' in line or f'"row":{wanted},' in line:
                event = json.loads(line)
                if event.get("stream", stream) == stream:
                    found.append(line)
        return found
