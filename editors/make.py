#!/usr/bin/env python3
"""Writes the syntax of policies for Vim and, as a TextMate grammar, for VS Code and its kin, from the
words of the language: reserved words of compiler/syntax/parser.y, types of common/types.def, units of
compiler/language/units.def. A function is known by its parenthesis.

    editors/make.py            writes editors/vim/syntax/sluice.vim, editors/textmate/sluice.tmLanguage.json
    editors/make.py --check    writes nothing; status 1 when one of them is not current
"""

import json
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
VIM = TOP / "editors/vim/syntax/sluice.vim"
TEXTMATE = TOP / "editors/textmate/sluice.tmLanguage.json"


def read(name):
    return (TOP / name).read_text(encoding="utf-8")


def tokens(begin, end):
    """The spellings of the grammar's tokens between two of them, which their order groups."""
    grammar = read("compiler/syntax/parser.y")
    part = grammar[grammar.index(f"%token {begin} ") : grammar.index(end)]
    return re.findall(r'\w+ "([a-z ]+)"', part)


def words():
    found = {
        "item": tokens("POLICY", "%token MAY"),
        "line": tokens("MAY", "%token ABSENT"),
        "word": tokens("ABSENT", "%token REPLICA_IDENTITY") + ["replica identity"],
        "type": re.findall(r'^SLC_TYPE\(\w+, "(\w+)"', read("common/types.def"), re.MULTILINE),
        "unit": re.findall(r"^SLC_UNIT\((\w+)", read("compiler/language/units.def"), re.MULTILINE),
    }
    # What releases a value, and what keeps it, should be seen at a glance.
    found["release"] = [
        word for word in ("keep", "derive", "disclose", "withhold") if word in found["line"]
    ]
    found["line"] = [word for word in found["line"] if word not in found["release"]]
    found["constant"] = [
        word for word in ("yes", "no", "missing", "unchanged") if word in found["word"]
    ]
    found["word"] = [word for word in found["word"] if word not in found["constant"]]
    for kind, list_ in found.items():
        if not list_:
            sys.exit(f"make.py: no words of the kind '{kind}' found")
    return found


def vim(found):
    groups = {
        "item": ("sluiceItem", "Statement"),
        "line": ("sluiceLine", "Keyword"),
        "release": ("sluiceRelease", "PreProc"),
        "word": ("sluiceWord", "Keyword"),
        "constant": ("sluiceConstant", "Constant"),
        "type": ("sluiceType", "Type"),
        "unit": ("sluiceUnit", "Number"),
    }
    blank = "\\s\\+"
    lines = [
        '" Vim syntax file of release policies. Made by editors/make.py.',
        'if exists("b:current_syntax")',
        "  finish",
        "endif",
        "syntax case match",
        "syntax iskeyword @,48-57,_",
    ]
    for kind, (group, _) in groups.items():
        plain = [word for word in found[kind] if " " not in word]
        lines.append(f"syntax keyword {group} {' '.join(plain)}")
        lines += [
            f'syntax match {group} "\\<{word.replace(" ", blank)}\\>"'
            for word in found[kind]
            if " " in word
        ]
    lines += [
        'syntax match sluiceFunction "\\<[a-z][a-z0-9_]*\\ze\\s*("',
        'syntax match sluiceLabel "\\<[a-z][a-z0-9_]*:"',
        'syntax match sluiceDate "\\<\\d\\{4}-\\d\\d-\\d\\d\\>"',
        'syntax match sluiceNumber "-\\=\\<\\d\\+\\%(\\.\\d\\+\\)\\=\\>"',
        'syntax match sluiceEscape contained "\\\\[\\"\\\\]"',
        'syntax region sluiceString start=+"+ skip=+\\\\.+ end=+"+ oneline contains=sluiceEscape',
        "syntax region sluiceName start=+`+ end=+`+ oneline",
        'syntax match sluiceComment "#.*$" contains=@Spell',
    ]
    links = [*groups.values(), ("sluiceFunction", "Function"), ("sluiceLabel", "Identifier")]
    links += [("sluiceDate", "Number"), ("sluiceNumber", "Number"), ("sluiceEscape", "SpecialChar")]
    links += [
        ("sluiceString", "String"),
        ("sluiceName", "Identifier"),
        ("sluiceComment", "Comment"),
    ]
    lines += [f"highlight default link {group} {to}" for group, to in links]
    return "\n".join([*lines, 'let b:current_syntax = "sluice"', ""])


def textmate(found):
    def of(kind, name):
        # Longer words first: "replica identity" before a word that begins it.
        alternatives = "|".join(
            word.replace(" ", "\\s+") for word in sorted(found[kind], key=len, reverse=True)
        )
        return {"name": f"{name}.sluice", "match": f"\\b(?:{alternatives})\\b(?!:)"}

    grammar = {
        "information_for_contributors": ["Made by editors/make.py."],
        "name": "Sluice policy",
        "scopeName": "source.sluice",
        "fileTypes": ["policy"],
        "patterns": [
            {"name": "comment.line.number-sign.sluice", "match": "#.*$"},
            {
                "name": "string.quoted.double.sluice",
                "begin": '"',
                "end": '"|$',
                "patterns": [{"name": "constant.character.escape.sluice", "match": '\\\\["\\\\]'}],
            },
            {"name": "variable.other.quoted.sluice", "match": "`[^`\\n]*`"},
            of("type", "storage.type"),
            {
                "name": "support.function.sluice",
                "match": "\\b(?!(?:and|or|not|is|in|where|when|then)\\b)[a-z][a-z0-9_]*(?=\\s*\\()",
            },
            {"name": "variable.parameter.sluice", "match": "\\b[a-z][a-z0-9_]*:"},
            {"name": "constant.other.date.sluice", "match": "\\b\\d{4}-\\d\\d-\\d\\d\\b"},
            {"name": "constant.numeric.sluice", "match": "-?\\b\\d+(?:\\.\\d+)?\\b"},
            of("item", "keyword.control"),
            of("release", "keyword.other.release"),
            of("line", "keyword.other"),
            of("word", "keyword.operator.word"),
            of("constant", "constant.language"),
            of("unit", "constant.other.unit"),
        ],
    }
    return json.dumps(grammar, indent=2) + "\n"


def main(arguments):
    found = words()
    status = 0
    for path, made in ((VIM, vim(found)), (TEXTMATE, textmate(found))):
        if arguments != ["--check"]:
            path.write_text(made, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != made:
            print(f"{path.relative_to(TOP)} is not current: run editors/make.py", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
