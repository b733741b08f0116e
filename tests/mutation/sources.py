"""Finds the mutants of a C source, and writes the source that holds them all (mutant.h).

It reads the layout that clang-format gives this tree (a function's name begins a line, its braces are
alone on theirs) and no more of C than expressions: brackets, and the precedence of ?:, || and &&."""

import bisect
import dataclasses
import re

NOT_CODE = re.compile(
    r'(?P<text>"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')'
    r"|/\*.*?\*/|^[ ]*\#(?:\\\n|[^\n])*",
    re.S | re.M,
)
TOKEN = re.compile(
    r'[A-Za-z_]\w*|\d[\w.]*|"_*"|\'_*\'|<<=|>>=|\.\.\.|->|\+\+|--|<<|>>|&&|\|\||[-+*/%&|^!=<>]=|\S'
)
FUNCTION = re.compile(r"^(?P<type>[a-z][\w *]*)\n(?P<name>\w+)\([^;{}]*\)\n\{$", re.M)
PAIRS = {"(": ")", "[": "]", "{": "}"}
ASSIGNMENTS = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}
STARTS = {";", "{", "else", "do"}  # before a statement; and what ends a label
ENDS = ASSIGNMENTS | STARTS | {",", "?", ":", "return", "case", "default"}
HEADS = {"if", "while", "for", "switch"}
WITHOUT_BOUND = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
# Calls that give memory back, or end a program that has none: nothing that a reader could see.
UNSEEN = {"sl_buf_done", "json_decref", "abort", "va_start", "va_end"}


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One change: where it is, and what is done to which text."""

    file: str
    line: int
    function: str
    text: str
    what: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.function}: {self.text}: {self.what}"


@dataclasses.dataclass(frozen=True)
class Token:
    text: str
    begin: int
    end: int


def blanked(text):
    """The text without comments and preprocessor lines, and strings without content: places stay."""

    def blank(match):
        if match["text"] is None:
            return re.sub(r"[^\n]", " ", match[0])
        return match[0][0] + "_" * (len(match[0]) - 2) + match[0][-1]

    return NOT_CODE.sub(blank, text)


class Source:
    """A source file, its mutants in order, and its text with all of them.

    `first` is the number of its first mutant."""

    def __init__(self, name, text, first):
        self.name = name
        self.text = text
        self.first = first
        self.mutants = []
        self.insertions = []  # (place, order among those at one place, text)
        self.lines = [match.start() for match in re.finditer(r"^", text, re.M)]
        code = blanked(text)
        for match in FUNCTION.finditer(code):
            end = code.index("\n}", match.end())
            self.function = match["name"]
            self.predicate = match["type"].split()[-1] == "bool"
            self.tokens = [
                Token(found[0], found.start(), found.end())
                for found in TOKEN.finditer(code, match.end(), end)
            ]
            self.closing = self.pairs()
            self.level(0, len(self.tokens))

    def pairs(self):
        """For each opening bracket's place among the tokens that of its closing one."""
        closing, open_ones = {}, []
        for at, token in enumerate(self.tokens):
            if token.text in PAIRS:
                open_ones.append(at)
            elif token.text in PAIRS.values():
                closing[open_ones.pop()] = at
        return closing

    # ---- changes

    def mutant(self, first, last, *whats):
        """Mutants of the tokens from first up to last; the number of the first of them."""
        begin, end = self.tokens[first].begin, self.tokens[last - 1].end
        text = " ".join(self.text[begin:end].split())
        number = self.first + len(self.mutants)
        line = bisect.bisect_right(self.lines, begin)
        for what in whats:
            self.mutants.append(Mutant(self.name, line, self.function, text, what))
        return number

    def wrap(self, first, last, before, after):
        """Outer wraps come before inner ones."""
        begin, end = self.tokens[first].begin, self.tokens[last - 1].end
        order = len(self.insertions)
        self.insertions.append((begin, 1, -end, order, before))
        self.insertions.append((end, 0, -begin, -order, after))

    def mutated(self):
        """The text with every mutant in it."""
        parts, at = [], 0
        for place, *_, insertion in sorted(self.insertions):
            parts += [self.text[at:place], insertion]
            at = place
        return "".join(parts) + self.text[at:]

    # ---- statements and expressions

    def level(self, first, last):
        """What stands between two brackets, cut into expressions; then what is in brackets there."""
        at = begin = first
        label = False
        statements = first == 0 or self.tokens[first - 1].text == "{"  # not the head of a for
        while at < last:
            text = self.tokens[at].text
            if text in HEADS:
                self.head(at)
                self.level(at + 2, self.closing[at + 1])
                at = begin = self.closing[at + 1] + 1
                continue
            if text in ENDS:
                if text == "?":
                    self.condition(begin, at)
                self.expression(begin, at)
                if text == "return" and self.predicate:
                    self.whole(at + 1)
                if text == "=" and self.declares_bool(at):
                    self.whole(at + 1)
            if text in PAIRS:
                self.level(at + 1, self.closing[at])
                at = self.closing[at]
            at += 1
            if text in ENDS:
                begin = at
                if statements and (text in STARTS or (text == ":" and label)):
                    self.call(begin)
                label = text in ("case", "default")
        self.expression(begin, last)
        if statements:
            self.call(first)

    def head(self, at):
        """The condition of an if, a loop; and a call that follows."""
        opening, closing = at + 1, self.closing[at + 1]
        if self.tokens[at].text in ("if", "while"):
            self.condition(opening + 1, closing)
        if self.tokens[at].text == "for":
            begin = self.next_at_level(opening + 1, closing, ";") + 1
            end = self.next_at_level(begin, closing, ";")
            if begin < end:
                self.condition(begin, end)
        self.call(closing + 1)

    def next_at_level(self, at, last, *texts):
        while at < last and self.tokens[at].text not in texts:
            at = self.closing.get(at, at) + 1
        return at

    def condition(self, first, last):
        number = self.mutant(first, last, "inverted", "always", "never")
        self.wrap(first, last, f"mutant_condition({number}, !!(", "))")

    def declares_bool(self, at):
        """Whether the = at this place is of a declaration `bool a = …, b = …`."""
        if self.tokens[at - 2].text not in ("bool", ","):
            return False
        begin = at - 1
        while begin >= 0 and self.tokens[begin].text not in (";", "{", "}"):
            begin -= 1
        return self.tokens[begin + 1].text == "bool"

    def whole(self, first):
        """The value that is returned, or kept in a variable."""
        last = self.next_at_level(first, len(self.tokens), ";", ",")
        if last - first > 1 or self.tokens[first].text not in ("true", "false"):
            self.condition(first, last)

    def call(self, first):
        """A statement that is a call, or sets what a call gives."""
        begin = first
        if begin + 2 < len(self.tokens) and self.tokens[begin + 1].text == "void":
            begin += 3  # (void)
        if (
            begin + 1 >= len(self.tokens)
            or not self.tokens[begin].text.isidentifier()
            or self.tokens[begin].text in HEADS | UNSEEN | {"return", "sizeof"}
            or self.tokens[begin + 1].text != "("
        ):
            return
        last = self.next_at_level(begin, len(self.tokens), ";", ",", *PAIRS.values())
        if last < len(self.tokens) and self.tokens[last].text == ";":
            number = self.mutant(first, last, "not called")
            self.wrap(first, last, f"(void)(mutant_calls({number}) && ((", "), true))")

    def split(self, first, last, *operators):
        """The operands between these operators, at this level."""
        at, operands = first, []
        while at <= last:
            end = self.next_at_level(at, last, *operators)
            operands.append((at, end))
            at = end + 1
        return operands

    def expression(self, first, last):
        """|| binds less than &&, that less than comparisons."""
        alternatives = self.split(first, last, "||")
        self.chain(alternatives, "||")
        for begin, end in alternatives:
            parts = self.split(begin, end, "&&")
            self.chain(parts, "&&")
            for part in parts:
                self.comparison(*part)

    def chain(self, operands, operator):
        if len(operands) == 1:
            return
        other, neutral = ("||", "true") if operator == "&&" else ("&&", "false")
        first = operands[0][0]
        for at in range(len(operands) - 1, 0, -1):
            left, right = operands[at - 1][1], operands[at][1]
            number = self.mutant(first, right, f"{operator} as {other}")
            differs = "false" if operator == "&&" else "true"
            self.wrap(first, right, "((", f") ^ mutant_is({number}))")
            for side in ((first, left), operands[at]):
                self.wrap(*side, f"mutant_side({number}, {differs}, !!(", "))")
        for begin, end in operands:
            number = self.mutant(begin, end, f"without it before or after {operator}")
            self.wrap(begin, end, f"mutant_operand({number}, {neutral}, !!(", "))")

    def comparison(self, first, last):
        at = self.next_at_level(first, last, *WITHOUT_BOUND)
        if at >= last or self.is_of_loop(last):
            return
        operator = self.tokens[at].text
        number = self.mutant(first, last, f"{operator} as {WITHOUT_BOUND[operator]}")
        self.wrap(first, last, f"MUTANT_BOUND({number}, ", ")")
        place = self.tokens[at]
        self.insertions.append((place.begin, 1, 0, 0, ", "))
        self.insertions.append((place.end, 0, 0, 0, ", "))

    def is_of_loop(self, last):
        """Whether this ends in a loop over an array: one further reads what is not there."""
        return (
            last + 1 < len(self.tokens)
            and self.tokens[last].text == ";"
            and any(token.text == "++" for token in self.tokens[last + 1 : last + 4])
        )
