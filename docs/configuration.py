#!/usr/bin/env python3
"""Writes the configuration's part of docs/man/sluice-pusher.1 from docs/configuration.schema.json, which
the pusher prints (sluice-pusher check --schema).

    docs/configuration.py            writes it
    docs/configuration.py --check    writes nothing; status 1 when it is not current
"""

import json
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
MANUAL = TOP / "docs/man/sluice-pusher.1"
SCHEMA = TOP / "docs/configuration.schema.json"
PART = re.compile(r"(?<=^\.Sh CONFIGURATION\n).*?(?=^\.Sh ENVIRONMENT$)", re.MULTILINE | re.DOTALL)
FORMATS = {}  # of keys for decryption: the schema's
# The part is filled but not adjusted: within three lists, a long word stands on a line of its own, which
# roff cannot adjust (groff 1.23 warns of it).
BEGIN = r""".\" Made by docs/configuration.py of docs/configuration.schema.json.
.Bd -ragged -compact
One JSON object.
Relative paths start at the folder of the file.
A secret is
.Ql {\(dqfile\(dq: \(dqpath\(dq} ,
.Ql {\(dqenv\(dq: \(dqNAME\(dq}
or, of a systemd service,
.Ql {\(dqcredential\(dq: \(dqNAME\(dq} ,
never the secret itself; a secret's file must not be usable by others.
"""


def plain(text):
    """Text as mdoc takes it: nothing in it is a macro, a sentence begins a line."""
    text = text.replace("\\", "\\e").replace("…", "...")
    lines = re.sub(r"(?<=[a-z\])])\. (?=[A-Z])", ".\n", text).split("\n")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in lines)


def remarks(schema, required):
    if "enum" in schema:
        yield "One of " + ", ".join(schema["enum"]) + "."
    if "minimum" in schema:
        yield f"From {schema['minimum']} to {schema['maximum']}."
    if "default" in schema:
        yield f"Default: {schema['default']}."
    if required:
        yield "Required."


def options(schema, skip=()):
    """A list of a part's options."""
    lines = [".Bl -tag -width Ds"]
    for name, below in schema["properties"].items():
        if name in skip:
            continue
        lines.append(f".It Ic {name}")
        if "description" in below:
            lines.append(plain(below["description"]))
        lines += remarks(below, name in schema.get("required", []))
        if name == "keys" and "additionalProperties" in below:
            lines.append("A key for decryption has, for each format that columns have:")
            lines += options(FORMATS)
        elif name == "destinations":
            lines += sinks(below["additionalProperties"]["oneOf"])
        elif "properties" in below:
            lines += options(below)
    return [*lines, ".El"]


def sinks(kinds):
    lines = ["For each its", ".Ic sink", "and the options of that:"]
    for kind in kinds:
        name = kind["properties"]["sink"]["const"]
        lines += [".Pp", f".Em {name} :", plain(kind["description"])]
        if len(kind["properties"]) > 1:
            lines += options(kind, skip=("sink",))
    return lines


def page():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    FORMATS.update(schema["$defs"]["decryption"])
    part = BEGIN + "\n".join([*options(schema, skip=("$schema",)), ".Ed"]) + "\n"
    made, count = PART.subn(lambda _: part, MANUAL.read_text(encoding="utf-8"))
    if count != 1:
        sys.exit("configuration.py: the manual page has no CONFIGURATION before ENVIRONMENT")
    return made


def main(words):
    made = page()
    if words == ["--check"]:
        current = MANUAL.read_text(encoding="utf-8") == made
        if not current:
            print(
                "docs/man/sluice-pusher.1 is not current: run docs/configuration.py",
                file=sys.stderr,
            )
        return 0 if current else 1
    MANUAL.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
