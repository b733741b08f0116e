"""Records made up at random, as a pusher writes them."""

import json

START = 1_793_318_400  # generations and runs are times in seconds
FORMS = {  # values of the patterns that the compiler writes
    "^[0-9a-f]{32}$": lambda chance: f"{chance.randrange(16**32):032x}",
    "^[0-9]{4}-(0[1-9]|1[0-2])$": lambda chance: f"2026-{chance.randrange(1, 13):02}",
}
TYPES = {
    "boolean": lambda chance: chance.random() < 0.5,
    "integer": lambda chance: chance.randrange(-9, 99),
    "number": lambda chance: chance.choice([0.5, -1, 17]),
    "string": lambda chance: chance.choice(["", "Zoë “quoted”", " "]),
    "any": lambda chance: chance.choice([{"codec": "g711", "loss": [0.1, 2]}, "text", [None]]),
}
MOMENTS = {
    "date": lambda chance: chance.choice(["2026-02-28", "1583-01-01", "0001-01-01"]),
    "timestamp": lambda chance: f"2026-01-15T10:16:00.{chance.randrange(10**6):06}Z",
    "timestamp_ntz": lambda chance: f"2026-01-15T10:16:00.{chance.randrange(10**6):06}",
    "binary": lambda chance: "AP8=",
}


class Made:
    """A history of some keys: records as the pusher writes them, with repeats."""

    def __init__(self, release, chance, old=False):
        """`old`: in record format 1, until that is taken back."""
        self.release, self.chance, self.old = release, chance, old
        self.apart = "_pos" in release.positions
        self.records = []
        self.gen, self.run, self.lsn = START, START, 0x16B37480
        self.alive = set()

    def position(self):
        number = len(self.records)
        if self.old:
            if self.apart:
                return {"_epoch": self.gen + self.run % START, "_pos": number}
            return {"_gen": self.gen, "_lsn": f"{self.lsn:016X}", "_seq": number}
        first = {"_format": 2, "_gen": self.gen, "_run": self.run}
        if self.apart:
            return first | {"_pos": number}
        return first | {"_lsn": f"{self.lsn:016X}", "_seq": number}

    def envelope(self, op):
        time = {"_commit_time": "2026-11-23T10:16:00.000000Z"} if self.release.timed else {}
        return {"_op": op, **self.position(), "_policy": self.release.policy, **time}

    def value(self, field, number=None):
        if number is not None:  # a row key's
            if field.type == "date":
                return f"2026-01-{number + 1:02}"
            return number if field.json == "integer" else f"{number:032x}"
        if field.nullable and self.chance.random() < 0.3:
            return None
        if field.values:
            return self.chance.choice(sorted(field.values))
        make = FORMS.get(field.pattern) or MOMENTS.get(field.type) or TYPES[field.json]
        return make(self.chance)

    def key(self, number):
        return {f.name: self.value(f, number) for f in self.release.fields if f.row_key}

    def fields(self):
        return {f.name: self.value(f) for f in self.release.fields if not f.row_key}

    def upsert(self, number):
        record = self.envelope("u") | self.key(number) | self.fields()
        others = [f.name for f in self.release.fields if f.may_be_unchanged]
        if others and self.chance.random() < 0.4:
            record["_unchanged"] = self.chance.sample(others, self.chance.choice([1, len(others)]))
            for name in record["_unchanged"]:
                del record[name]
        self.records.append(record)
        self.alive.add(number)

    def step(self):
        self.lsn += 8
        number = self.chance.randrange(12)
        dice = self.chance.random()
        if dice < 0.02:
            self.gen += 1
        elif dice < 0.04 and self.marks and not self.old:
            self.records.append(self.envelope("f"))
        elif dice < 0.06:
            self.records.append(self.envelope("t"))
            self.alive.clear()
        elif dice < 0.09:  # the pusher starts again, and sends some transactions once more
            self.run += 1
            self.lsn -= 8 * self.chance.randrange(4)
        elif dice < 0.3 and number in self.alive:
            self.records.append(self.envelope("d") | self.key(number))
            self.alive.discard(number)
        else:
            self.upsert(number)

    def repeats(self):
        """Some again, as they were; and of format 1 some that were read again later, with other content."""
        found = []
        for record in self.chance.sample(self.records, len(self.records) // 5):
            again = dict(record)
            old = record["_op"] == "u" and "_seq" in record and "_format" not in record
            if old and self.chance.random() < 0.5:
                again |= self.fields() | {"_reread": self.chance.randrange(1, 9)}
                again.pop("_unchanged", None)
            found.append(again)
        return found

    def lines(self):
        """Of the records since the last call."""
        some, self.given = self.records[self.given :], len(self.records)
        return [json.dumps(record, ensure_ascii=False).encode() for record in some]

    given = 0
    marks = True  # whether generations end
