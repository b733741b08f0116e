"""Every example of functions.def, and random values beside them, by the evaluator, by generated C, and
by PostgreSQL from the functions' SQL expressions: the same bytes from all three, and what the example
says.

SLUICE_FUNCTIONS_ROWS: how many random rows for each function with columns of the same types (100)."""

import collections
import hashlib
import json
import os
import pathlib
import random
import re
import subprocess
import tempfile
import unittest

from harness import BUILD, TOP, Database

ROWS = int(os.environ.get("SLUICE_FUNCTIONS_ROWS", "100"))
COMMIT_TIME = "2026-01-15 10:16:00+00"
COMMIT_TIME_US = 1768472160000000
PG_TYPES = {"opaque": "text[]", "double": "double precision"}
POLICY = """policy language 1
levels open "o" secret "s" end
role keeper "k"
key example_key for pseudonyms links {streams} purpose "p" end
destination example clearance open accepts things purpose "p" owned by keeper end
category things owned by keeper "e" end
table t.joins
  column id bigint open key
  column x text open identifies example
  column y text open identifies example
  column z text open identifies example
end
release t.joins to example.joins version 1
  row key id = id
  derive one = pseudonym(x, using: example_key)
  derive of_one = match_code(x, using: example_key)
  derive of_two = match_code(x, y, using: example_key)
  derive of_three = match_code(x, y, z, using: example_key)
  deleted rows send key
  updates send changes
end
"""  # the last stream joins those with codes of one column and of several
SETTINGS = f"""SET timezone = 'UTC'; SET datestyle = 'ISO';
SET sluice_key.example_key = '{hashlib.sha256(b"sluice test key example_key").hexdigest()}';
"""

NUMBERS = """0 -0 1 -1 0.5 -0.5 2.5 -2.5 49.99 50 50.00 250 349.99 -0.01 7.28 999 1000 32767 -32768
2147483647 -2147483648 0.1 0.25 0.75 12.345 99999.995""".split()
FLOATS = """NaN Infinity -Infinity 1e-07 1.5e+22 -1e-300 0.1 1e308 5e-324 123456.78 1e15 1e16
-1.5e-05 9007199254740993""".split()
TEXTS = """|a| |  |\t\n|é|Ünï cödé|👩‍👩‍👧 family|"quoted \\ back"|\x01\x1f\x7f|A\u00a0B|İstanbul|O'Brien|
one two three|ONE, two; three.|a.b-c_d|ann@example.com|ANN@EXAMPLE.CO.UK|a@b.c|@example.com|ann@|
ann@example..com|SW1A 1AA|sw1a1aa|M1 1AE|GIR 0AA|GIR0AA|BFPO 801|BF1 3AA|JE2 3XP|GY1 1AA|IM1 1AA|
EC1A 1BB|W1A 0AX|B33 8TH|CR2 6XH|DN55 1PT|QQ1 1AA|SW1A  1AA|SW1A\t1AA|+44 7700 900123|07700 900123|
+442079460000|(020) 7946 0000|+1-202-555-0123|0044 7700 900123|+999123|+12|192.0.2.17|10.0.0.1|
2001:db8::1|::1|::ffff:192.0.2.1|fe80::1%eth0|256.1.1.1|1.2.3|4111 1111 1111 1111|4111111111111112|
79927398713|0""".replace("\n", "").split("|")
DATES = """2024-02-29 2023-02-28 2026-01-15 2026-01-16 1900-02-28 2000-01-01 0001-01-01 9999-12-31
10000-01-01 infinity -infinity 1970-01-01 1969-12-31 2020-12-28 2021-01-03 2024-12-30""".split()
CLOCKS = (
    "00:00:00 23:59:59.999999 05:59:59 06:00:00 12:00:00 18:00:00 10:16:00 00:00:00.000001".split()
)
DOCUMENTS = """{} [] null true 1 "a" {"a":{"b":"x"}} {"a":{"b":1.50}} {"a":{"b":true}}
{"a":{"b":null}} {"a":[1,2]} {"a":"b"} {"a.b":"flat"} {"a":{"b":1e400}} {"a":{"b":"\\u00e9\\n"}}
{"a":{"b":{"c":1}}} {"a":{"b":-0.0}} {"b":{"a":1}} {"a":{"b":""}} {"a":{"b":1e2}} {"a":{"b":-0}}
{"a":{"b":1.0e2}} {"a":{"b":1.50E1}} {"a":{"b":-12.30e-3}} {"a":{"b":0e5}} {"a":{"b":0.0e-3}} {"a":1e2}
{"a":{"b":1},"a":{"c":2}} {"a":{"b":1},"a":{"b":2}} {"bb":1,"a":2,"ab":3,"":4,"é":5} [1e1,{"c":[-0,1.20]}]
{"\\u0062":1,"b":"\\u0001\\u007f\\/\\\\\\"\\b\\f\\r\\t\\ud83d\\ude00"} 1.0E+1 -0.00 "\\u0041" """.split()
DOCUMENTS += [' { "a" :\t{ "b" :\n1e2 } , "a2" : [ ] , "a1" : { } }\n', '[ 1 ,2 , "a  b" ]']
ARRAYS = ["{}", "{a}", "{a,b,NULL}", '{"a,b","c\\"d"}', "{{1,2},{3,4}}", "[0:1]={a,b}", '{""}']


def functions():
    """The table, as functions-table prints it."""
    made = subprocess.run([BUILD / "functions-table"], capture_output=True, check=True)
    return json.loads(made.stdout)


def split(given):
    """'numeric? 250.00' -> ('numeric', '250.00'); a type alone is NULL."""
    word, blank, value = given.partition(" ")
    return word.removesuffix("?"), value if blank else None


class Signature:
    """All examples over columns of the same types: one table, one release, a field for each call."""

    def __init__(self, number, types):
        self.stream, self.types = f"e{number}", types
        self.calls, self.rows = [], []
        self.examples = {}  # rows by the function that they are examples of

    def column_names(self):
        return "xyz"[: len(self.types)]

    def policy(self):
        columns = "\n".join(
            f"  column {name} {kind}? open identifies example"
            for name, kind in zip(self.column_names(), self.types, strict=True)
        )
        fields = "\n".join(f"  derive f{at} = {call}" for at, call in enumerate(self.calls))
        used = " ".join(self.calls)
        unread = [name for name in self.column_names() if not re.search(rf"\b{name}\b", used)]
        withheld = f"  withhold {', '.join(unread)}\n" if unread else ""
        return (
            f"table t.{self.stream}\n  column id bigint open key\n{columns}\nend\n"
            f"release t.{self.stream} to example.{self.stream} version 1\n  row key id = id\n"
            f"{fields}\n{withheld}  deleted rows send key\n  updates send changes\n"
            "  metadata commit_time\nend\n"
        )

    def create(self):
        columns = ", ".join(
            f"{name} {PG_TYPES.get(kind, kind)}"
            for name, kind in zip(self.column_names(), self.types, strict=True)
        )
        return f"CREATE TABLE t.{self.stream} (id bigint PRIMARY KEY, {columns});\n"

    def insert(self):
        lines = []
        for number, row in enumerate(self.rows):
            values = ["NULL" if v is None else "$v$" + v + "$v$" for v in row]
            lines.append(f"INSERT INTO t.{self.stream} VALUES ({number}, {', '.join(values)});\n")
        return "".join(lines)


def signatures():
    """Signatures with their calls, and the examples as (signature, field, row, result, function)."""
    found, examples = {}, []
    for function in functions():
        for example in function["examples"]:
            values = [split(given) for given in example["given"]]
            types = tuple(kind for kind, _ in values)
            one = found.setdefault(types, Signature(len(found), types))
            if example["call"] not in one.calls:
                one.calls.append(example["call"])
            row = [value for _, value in values]
            if row not in one.rows:
                one.rows.append(row)
            one.examples.setdefault(function["name"], []).append(row)
            place = (one.calls.index(example["call"]), one.rows.index(row))
            examples.append((one, *place, example["gives"], function["name"]))
    found["jsonb",].calls.append("x")  # a document as it leaves
    return list(found.values()), examples


class Inputs:
    """Random values of a type: known troublemakers, those of a function's examples, and changes of both.

    Each function has a stream of its own: one function more changes no value of the others."""

    def __init__(self, name, types, examples):
        self.random = random.Random(
            f"{os.environ.get('SLUICE_SEED', '1')} {name} {' '.join(types)}"
        )
        self.texts = [*TEXTS, *(row[0] for row in examples if types[0] == "text" and row[0])]

    def text(self):
        value = self.random.choice(self.texts)
        for _ in range(self.random.choice((0, 0, 0, 1, 1, 2))):
            at = self.random.randrange(len(value) + 1)
            what = self.random.randrange(5)
            if what == 0:
                value = value[:at] + self.random.choice(" \t.-@+0aZé1:/'") + value[at:]
            elif what == 1:
                value = value[:at] + value[at + 1 :]
            elif what == 2:
                value = value.swapcase()
            elif what == 3:
                value = value[:at] + self.random.choice(self.texts) + value[at:]
            else:
                value = value[:at] + str(self.random.randrange(100)) + value[at + 1 :]
        return value

    def whole(self, bits):
        most = 1 << (bits - 1)
        near = (0, 1, -1, 49, 50, 51, 250, 999, 1000, most - 1, -most)
        if self.random.random() < 0.3:
            return str(self.random.choice(near))
        return str(self.random.randrange(-most, most) >> self.random.randrange(bits))

    def numeric(self):
        kind = self.random.randrange(6)
        if kind == 0:
            return self.random.choice(["NaN", "Infinity", "-Infinity", *NUMBERS])
        digits = self.random.choice((1, 2, 3, 5, 12, 20, 40))
        scale = self.random.choice((0, 0, 1, 2, 2, 5, 30))
        whole = self.random.randrange(10**digits)
        sign = self.random.choice(("", "-"))
        return (
            f"{sign}{whole}.{self.random.randrange(10**scale):0{scale}d}"
            if scale
            else f"{sign}{whole}"
        )

    def double(self):
        kind = self.random.randrange(4)
        if kind == 0:
            return self.random.choice([*FLOATS, *NUMBERS])
        return repr(self.random.uniform(-1, 1) * 10 ** self.random.randrange(-8, 12))

    def real(self):
        value = self.double()
        small = value in ("NaN", "Infinity", "-Infinity") or 1e-37 < abs(float(value)) < 1e37
        return value if small or float(value) == 0 else "0.1"

    def date(self):
        if self.random.random() < 0.5:
            return self.random.choice([*DATES, "0044-03-15 BC", "294247-01-12", "5874897-12-31"])
        year = self.random.choice(
            (self.random.randrange(1, 9999), self.random.randrange(1900, 2030))
        )
        return f"{year:04d}-{self.random.randrange(1, 13):02d}-{self.random.randrange(1, 29):02d}"

    def timestamp(self, zone=""):
        day = self.date()
        if day.endswith("infinity"):
            return day
        if day.startswith(("294247", "5874897")):
            day = "294276-12-30"
        day, _, era = day.partition(" ")
        clock = self.random.choice(CLOCKS)
        return f"{day} {clock}{zone}{' ' + era if era else ''}"

    def of(self, kind):
        if self.random.random() < 0.04:
            return None
        makers = {
            "smallint": lambda: self.whole(16),
            "integer": lambda: self.whole(32),
            "bigint": lambda: self.whole(64),
            "numeric": self.numeric,
            "real": self.real,
            "double": self.double,
            "date": self.date,
            "timestamp": self.timestamp,
            "timestamptz": lambda: self.timestamp(
                self.random.choice(("+00", "+01", "-05:30", "+14"))
            ),
            "uuid": lambda: f"{self.random.getrandbits(128):032x}",
            "jsonb": lambda: self.random.choice(DOCUMENTS),
            "boolean": lambda: self.random.choice(("t", "f")),
            "opaque": lambda: self.random.choice(ARRAYS),
        }
        return makers.get(kind, self.text)()


class Functions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.signatures, cls.examples = signatures()
        for one in cls.signatures:
            for name, examples in one.examples.items():
                inputs = Inputs(name, one.types, examples)
                one.rows += [[inputs.of(kind) for kind in one.types] for _ in range(ROWS)]
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.policy = pathlib.Path(cls.folder.name) / "examples.policy"
        text = POLICY.format(streams=", ".join(["joins", *(one.stream for one in cls.signatures)]))
        cls.policy.write_text(text + "".join(one.policy() for one in cls.signatures), "utf-8")
        cls.project = cls.compile(pathlib.Path(cls.folder.name))
        with Database() as database:
            cls.run_in(database)

    @classmethod
    def compile(cls, folder):
        """The policy's generated C, linked with tests/functions/project.c."""
        sluice = [BUILD / "sluice", "generate", cls.policy, "-o", folder / "made"]
        made = subprocess.run([*sluice, "--today", "2026-01-15"], capture_output=True, check=False)
        if made.returncode != 0:
            raise AssertionError(made.stdout.decode() + made.stderr.decode())
        installed = (BUILD / "compiler/emit/installed.h").read_text("utf-8")
        libraries = re.search(r'SLC_PUSHER_LIBS "(.*)"', installed)
        makefile = (BUILD / "Makefile").read_text("utf-8")
        flags = " ".join(re.findall(r"^(?:CFLAGS|SANITIZE) = (.*)$", makefile, re.M))
        sanitizers = [flag for flag in flags.split() if flag.startswith("-fsanitize")]
        include = [f"-I{TOP / part}" for part in ("common", "runtime", "runtime/abi")]
        sources = [TOP / f"tests/functions/{name}.c" for name in ("project", "copy_text")]
        sources += sorted((folder / "made").glob("*.c"))
        subprocess.run(
            [os.environ.get("CC", "gcc"), "-std=gnu17", *sanitizers, *include, *sources]
            + [BUILD / "libsluice-pusher.a", *libraries[1].split(), "-o", folder / "project"],
            check=True,
        )
        return folder / "project"

    @classmethod
    def run_in(cls, database):
        database.psql("-c", "CREATE EXTENSION pgcrypto; CREATE SCHEMA t;")
        cls.fields = collections.defaultdict(list)
        made = subprocess.run(
            [BUILD / "functions-table", "sql", cls.policy, f"timestamptz '{COMMIT_TIME}'"],
            capture_output=True,
            check=True,
        )
        for line in made.stdout.decode().splitlines():
            field = json.loads(line)
            cls.fields[field["release"].partition(".")[2]].append(field)
        cls.results = {}
        for one in cls.signatures:
            database.psql(text=one.create() + "BEGIN;" + one.insert() + "COMMIT;")
            rows = database.psql(
                text=SETTINGS + f"COPY (SELECT * FROM t.{one.stream} ORDER BY id) TO STDOUT;"
            )
            by_field = " || ',' || ".join(
                f"'\"{field['field']}\":' || {field['sql']}" for field in cls.fields[one.stream]
            )
            by_sql = database.psql(
                text=SETTINGS + f"SELECT {by_field} FROM t.{one.stream} t ORDER BY id;"
            )
            cls.results[one.stream] = (
                [line for line in by_sql.split("\n") if line],
                cls.by_c(one, rows),
                cls.by_evaluator(one, rows),
                rows.split("\n"),
            )

    @classmethod
    def by_c(cls, one, rows):
        result = subprocess.run(
            [cls.project, f"example.{one.stream}", str(COMMIT_TIME_US)],
            input=rows.encode(),
            capture_output=True,
            check=False,
        )
        if result.returncode != 0:
            raise AssertionError(f"{one.types}: {result.stderr.decode()[-500:]}")
        return [line.lstrip(",") for line in result.stdout.decode().split("\n") if line]

    @classmethod
    def by_evaluator(cls, one, rows):
        escapes = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
        lines = []
        for line in rows.split("\n")[:-1]:
            row = {"commit_time": COMMIT_TIME}
            given = dict(zip(one.column_names(), one.rows[int(line.split("\t")[0])], strict=True))
            for name, cell in zip("i" + one.column_names(), line.split("\t"), strict=True):
                value = None
                if cell != "\\N":
                    value = re.sub(r"\\(.)", lambda m: escapes[m[1]], cell)
                if cell in ("t", "f") and one.types["ixyz".index(name) - 1] == "boolean":
                    value = cell == "t"
                if name in given and one.types[one.column_names().index(name)] == "jsonb":
                    value = given[name]  # as it was written, not as jsonb has it
                row["id" if name == "i" else name] = value
            lines.append(json.dumps(row))
        result = subprocess.run(
            [BUILD / "sluice", "eval", cls.policy, "--release", f"example.{one.stream}"]
            + ["--today", "2026-01-15"],
            input="\n".join(lines).encode(),
            capture_output=True,
            check=False,
        )
        if result.returncode != 0:
            raise AssertionError(f"{one.types}: {result.stderr.decode()[-1500:]}")
        records = result.stdout.decode().split("\n")
        return [record[record.index('"id":') : -1] for record in records if record]

    def test_all_three_give_the_same_bytes(self):
        compared = 0
        for one in self.signatures:
            by_sql, by_c, by_evaluator, rows = self.results[one.stream]
            self.assertEqual(len(by_sql), len(one.rows))
            for number, three in enumerate(zip(by_sql, by_c, by_evaluator, strict=True)):
                if len(set(three)) > 1:
                    self.fail(self.difference(one, rows[number], three))
                compared += len(one.calls)
        print(f"\n{compared} results of {len(self.signatures)} signatures", flush=True)

    def difference(self, one, row, three):
        said = [f"{one.types}: {row!r}"]
        parts = [re.split(r',(?="f\d+":)', record) for record in three]
        for at, call in enumerate(["id", *one.calls]):
            results = [record[at] if at < len(record) else "absent" for record in parts]
            if len(set(results)) > 1:
                named = zip(("SQL", "C", "evaluator"), results, strict=True)
                said += [call, *(f"  {who}: {what}" for who, what in named)]
        return "\n".join(said)

    def test_examples_give_what_they_say(self):
        for one, call, row, gives, name in self.examples:
            record = self.results[one.stream][1][row]
            field = re.search(rf'(?:^|,)"f{call}":(.*?)(?:,"f\d+":|$)', record)
            with self.subTest(function=name, call=one.calls[call], row=one.rows[row]):
                self.assertEqual(field[1], gives)

    def test_no_more_results_than_said(self):
        for one in self.signatures:
            seen = collections.defaultdict(set)
            for record in self.results[one.stream][1]:
                for name, value in json.loads("{" + record + "}", parse_float=str).items():
                    if value is not None:
                        seen[name].add(value if isinstance(value, str) else json.dumps(value))
            for field in self.fields[one.stream]:
                if field["variety"] > 0:
                    with self.subTest(call=one.calls[int(field["field"][1:])]):
                        self.assertLessEqual(len(seen[field["field"]]), field["variety"])


if __name__ == "__main__":
    unittest.main()
