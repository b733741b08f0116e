#!/usr/bin/env python3
"""Writes docs/functions.md from docs/functions/rules.md, which holds for all, and the table of functions
in common/functions.def, as the program functions-table of the build directory prints it.

    docs/functions.py            writes docs/functions.md
    docs/functions.py --check    writes nothing; status 1 when it is not current

BUILD_DIR names the build directory (build).
"""

import json
import os
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
BUILD = (TOP / os.environ.get("BUILD_DIR", "build")).resolve()
PAGE = TOP / "docs/functions.md"
INTRODUCTION = """# The functions, exactly

<!-- Made by docs/functions.py from docs/functions/rules.md and common/functions.def. -->

What each function and operator of the policy language gives for every argument. The C in `runtime/functions/`, the evaluator
behind `sluice eval` and `sluice test`, and the SQL beside each function are separate implementations of this page. The examples
here run through all three as tests, random values with them; where two differ, this page decides.

"""
BOUNDS = {
    "none": "takes none.",
    "step": "`at least` N: no cell that the lines to the destination make together is narrower, unless others make it by themselves.",
    "single values": "takes none: it tells single values, so that `at least` could never be met.",
    "years": "`at least` N `years`: the same, in years of age.",
    "interval": "`at least` N and a unit of time: the same, between two dates.",
    "listed": "`at most` N: the distinct values that all lines to the destination list for the column, each after its tidying.",
    "classes": "`at most` N: the distinct values that all lines list; `at least` N: the values that each class holds, 2 where it is not written.",
    "thresholds": "`at most` N: the distinct thresholds of all lines to the destination; `at least` N: the narrowest cell.",
    "characters": "`at most` N: the different characters that all lines to the destination show of the column.",
    "bits": "`at most` N: the longest prefix, in bits, that a line to the destination tells of the column.",
    "buckets": "`at most` N: the number of buckets. A column has one number of buckets, under one key, in a destination.",
}
EFFECTS = {
    "tidies": "Lowers nothing: the result counts as the column itself, for the function around it too.",
    "keeps": "Lowers nothing, and no owner's row lowers it.",
}
VARIETIES = {
    "edges": "one more than there are edges",
    "listed": "as many as the list has different ones",
    "ages": "the bands up to the one that holds 90",
    "arguments": "one more than there are values",
}


def form(function):
    """band(x, edges: [NUMBER, …])"""
    names, words = iter("xyz"), []
    for parameter in function["parameters"]:
        label, written = parameter["label"], parameter["form"]
        if written == "COUNT":
            written = f"{parameter['least']}–{parameter['most']}"
        if label is None and not written:
            word = next(names)
            word += ", …" if parameter["repeats"] else ""
        elif label is None:
            word = "n"
        else:
            word = f"{label}: {written or 'COLUMN'}"
        words.append(word)
    return f"{function['name']}({', '.join(words)})"


def result(function):
    """integer, or integer? where it can be missing though no argument is"""
    kind = function["result"] or "the type of x"
    return f"`{kind}?`" if function["result_nullable"] else f"`{kind}`"


def takes(function):
    said = [p["takes"] for p in function["parameters"] if p["takes"] is not None]
    return said[0] if len(set(said)) == 1 else "; ".join(said)


def varieties(function):
    kind = function["variety"]
    if kind == "uncounted":
        return None
    if kind == "count":
        return "as many as its number says"
    if kind == "fixed":
        listed = function["results"]
        names = ", ".join(f"`{name}`" for name in listed.split()) if listed else None
        return f"{function['count']}: {names}" if names else str(function["count"])
    return VARIETIES[kind]


def code(text):
    """Code in a table's cell: with what a reader cannot see written out."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return (
        f"`` {shown} ``".replace("|", "\\|") if "`" in shown else f"`{shown}`".replace("|", "\\|")
    )


def given(value):
    """'numeric? 250.00' -> numeric `250.00`"""
    kind, blank, text = value.partition(" ")
    kind = kind.removesuffix("?")
    if not blank:
        return f"missing ({kind})"
    return f"{kind} {code(text)}" if text.strip() else f"{kind} {json.dumps(text)}"


def examples(function):
    rows = ["| given | | gives |", "|---|---|---|"]
    for example in function["examples"]:
        values = ", ".join(given(value) for value in example["given"])
        rows.append(f"| {values} | {code(example['call'])} | {code(example['gives'])} |")
    return "\n".join(rows)


def section(function):
    said = [
        f"### {function['name']}",
        f"`{form(function)}` → {result(function)}. {function['does']}",
        function["exactly"],
        f"*The receiver learns:* {function['learns']}",
    ]
    facts = [f"* Takes {takes(function)}."]
    if function["effect"] == "lowers":
        facts.append(f"* It tells apart: {function['tells']}.")
        facts.append(f"* An owner's bound: {BOUNDS[function['bound']]}")
    else:
        facts.append(f"* {EFFECTS[function['effect']]}")
    if varieties(function) is not None:
        facts.append(f"* Results that can be told apart, missing aside: {varieties(function)}.")
    said.append("\n".join(facts))
    said.append(examples(function))
    return "\n\n".join(said)


def table():
    made = subprocess.run([BUILD / "functions-table"], capture_output=True, check=True)
    return json.loads(made.stdout)


def bounds(functions):
    """The functions that owners' rules name, by the bound that a rule takes."""
    rows = [
        "## Which bound a rule takes",
        "",
        "| functions | the bound of an owner's rule |",
        "|---|---|",
    ]
    for bound, said in BOUNDS.items():
        names = [
            f"`{one['name']}`"
            for one in functions
            if one["bound"] == bound and one["effect"] == "lowers"
        ]
        if names:
            rows.append(f"| {', '.join(names)} | {said[0].upper()}{said[1:]} |")
    return "\n".join(rows)


def page(functions):
    parts = [INTRODUCTION + (TOP / "docs/functions/rules.md").read_text("utf-8").rstrip()]
    parts.append(bounds(functions))
    group = None
    for function in functions:
        if function["group"] != group:
            group = function["group"]
            parts.append(f"## {group}")
        parts.append(section(function))
    return "\n\n".join(parts) + "\n"


def main(words):
    made = page(table())
    if words != ["--check"]:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        print(f"{PAGE.name} is not current: run docs/functions.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
