"""What the tests of generated files read out of them. Python's standard library only."""

import json
import pathlib
import re


def strip_comments(text):
    """C without its comments; strings are left alone."""
    pattern = r'"(?:\\.|[^"\\])*"|/\*.*?\*/'
    return re.sub(pattern, lambda m: m[0] if m[0][0] == '"' else " ", text, flags=re.S)


def unquote(literal):
    """A C string literal of policy.c -> its text. Only the escapes that the emitter writes."""
    return re.sub(
        r"\\([0-7]{3}|.)",
        lambda m: chr(int(m[1], 8)) if len(m[1]) == 3 else m[1],
        literal[1:-1],
    )


STRING = r'"(?:\\.|[^"\\])*"'


class Table:
    """A table of policy.c: its name in SQL and its columns with their flags."""

    def __init__(self, schema, name, columns):
        self.schema, self.name, self.columns = schema, name, columns

    @property
    def sql(self):
        return ".".join('"' + part.replace('"', '""') + '"' for part in (self.schema, self.name))


def tables(folder):
    """Symbol -> Table, of policy.c."""
    text = strip_comments((folder / "policy.c").read_text(encoding="utf-8"))
    columns = {}
    for number, body in re.findall(r"sl_column columns_(\d+)\[\] = \{(.*?)\n\};", text, re.S):
        columns[number] = [
            (unquote(name), flags)
            for name, flags in re.findall(
                rf"\{{ ({STRING}), {STRING}, \d+, SL_\w+,\s*([A-Z_ |0]+),", body
            )
        ]
    found = {}
    for symbol, body in re.findall(r"const struct sl_table (\w+) = \{(.*?)\n\};", text, re.S):
        schema = unquote(re.search(rf"\.schema = ({STRING})", body)[1])
        name = unquote(re.search(rf"\.name = ({STRING})", body)[1])
        found[symbol] = Table(schema, name, columns[re.search(r"columns_(\d+)", body)[1]])
    return found


class Release:
    """A release as its C file says it."""

    def __init__(self, path, all_tables):
        self.name = path.stem
        text = strip_comments(path.read_text(encoding="utf-8"))
        self.fields = re.findall(r'sl_put\(out, "(\w+)"', text)
        upsert = re.search(r"\nupsert\(.*?\n\{\n(.*?)\n\}", text, re.S)[1]
        self.record = re.findall(r"^ *field_(\w+)\(", upsert, re.M)
        self.row_key = re.findall(r'"(\w+)"', re.search(r"row_key\[\] = \{(.*?)\}", text)[1])
        self.table = all_tables[re.search(r"\.table = &(\w+)", text)[1]]
        self.policy = re.search(r'\.policy = "([^"]+)"', text)[1]
        cells = re.search(r"uint32_t columns\[\] = \{(.*?)\}", text)[1]
        self.columns = [self.table.columns[int(cell)][0] for cell in re.findall(r"\d+", cells)]


def releases(folder):
    """Name -> Release, one for each C file but policy.c."""
    found = tables(folder)
    return {
        path.stem: Release(path, found)
        for path in sorted(folder.glob("*.c"))
        if path.name != "policy.c"
    }


def schema(folder, release):
    return json.loads((folder / f"{release}.schema.json").read_text(encoding="utf-8"))


def loaded(folder, release, suffix):
    """A generated file that is JSON."""
    return json.loads((folder / f"{release}.{suffix}").read_text(encoding="utf-8"))


def table_columns(folder, release, suffix, number=0):
    """Column -> type, of the statement of that number that creates a table with columns."""
    text = (folder / f"{release}.{suffix}").read_text(encoding="utf-8")
    body = re.findall(r"CREATE [A-Z ]*TABLE IF NOT EXISTS \S+ \(\n(.*?)\n\)", text, re.S)[number]
    return dict(re.findall(r"^    `(.+?)` ([^ ,]+(?:<.*>)?)", body, re.M))


def constraint(folder, release):
    """The condition of the Delta table's rows."""
    text = (folder / f"{release}.delta.sql").read_text(encoding="utf-8")
    return re.search(r"ADD CONSTRAINT policy_v\d+ CHECK \((.*)\);\n", text, re.S)[1]


def report_fields(folder):
    """Release -> the fields that REPORT.md names."""
    found, release = {}, None
    for line in (folder / "REPORT.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"### (\S+) version", line):
            release = found.setdefault(heading[1], [])
        elif field := re.match(r"- \*\*`([a-z]\w*)`\*\*", line):
            release.append(field[1])
    return found


def sql_columns(folder, pattern, quote):
    """Table in SQL -> its columns, where setup.sql has `pattern`, in which NAME stands for a name in
    these quotes and LIST for some of them. Its groups are schema, table and columns."""
    text = (folder / "setup.sql").read_text(encoding="utf-8")
    name = rf"{quote}(?:[^{quote}]|{quote}{quote})*{quote}"
    pattern = pattern.replace("NAME", f"({name})").replace("LIST", rf"((?:{name}[\s,]*)+)")

    def unquoted(word):
        return word[1:-1].replace(quote * 2, quote)

    found = {}
    for schema, table, listed in re.findall(pattern, text):
        where = ".".join(f'"{unquoted(n).replace(chr(34), chr(34) * 2)}"' for n in (schema, table))
        found[where] = [unquoted(column) for column in re.findall(name, listed)]
    return found


def granted_columns(folder):
    row_key = r"ARRAY\[[^\]]*\],\s*"
    return sql_columns(folder, rf"\(NAME, NAME, '[dif]', [^\[]*{row_key}ARRAY\[LIST\]", "'")


def published_columns(folder):
    """No columns for a table that is published whole."""
    return sql_columns(folder, r"ONLY NAME\.NAME(?: \(LIST\))?[,;]", '"')


def folder_argument(arguments):
    """The folder of generated files that a test was given, or generated/ of this tree."""
    top = pathlib.Path(__file__).resolve().parents[2]
    return pathlib.Path(arguments[1]) if len(arguments) > 1 else top / "generated"
