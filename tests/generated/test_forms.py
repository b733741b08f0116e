"""Generated C holds allowed forms and nothing else: no loop, branch, arithmetic, cast, allocation,
macro, and no call of anything but what functions.h, row.h, value.h and projection.h declare."""

import pathlib
import re
import sys
import unittest

import parts

FOLDER = parts.folder_argument([])
ABI = pathlib.Path(__file__).resolve().parents[2] / "runtime/abi"

ID = r"[A-Za-z_]\w*"
STRING = parts.STRING
ITEM = rf"SL_(?:TEXT|NUMERIC)_ITEM\({STRING}\)|SL_(?:INTEGER|DATE)_ITEM\(-?\d+\)"
DECIMAL = rf"\{{ -?\d+, \d+, {STRING} \}}"
PARAMETER = rf"struct sl_(?:open|sealed|encrypted) {ID}"
ARGUMENT = rf"in_{ID}\(row\)|sl_commit_time\(row\)"
ROW = r"\(const struct sl_row \*row, struct sl_record \*out\)"
FIELD = rf"field_{ID}\(out(?:, (?:{ARGUMENT}))*\);"
# What is decrypted stands in a variable until it is forgotten.
DECRYPTING = rf"field_{ID}\(out(?:, (?:{ARGUMENT}|{ID}))*\);"
DECRYPT = rf"struct sl_sealed {ID} = sl_decrypt\(out, in_{ID}\(row\), PLAIN_{ID}\);"
FORGET = rf"sl_forget\(out, PLAIN_{ID}\);"


def space(pattern):
    """One space in a form is any white space in the file, and may be none before ; and )."""
    return pattern.replace(" ", r"\s+")


# Top-level forms; EXPR marks an expression, which is then taken apart by itself.
FORMS = [
    space(form)
    for form in (
        r'#include "policy\.h"',
        r"SL_REQUIRE_ABI\(\d+\);",
        r"static const uint32_t (?:columns|decrypted|labelled)\[\] = \{ \d+(?:, \d+)* \};",
        rf"static struct sl_(?P<cell>open|sealed|encrypted) in_{ID}\(const struct sl_row \*row\)"
        r" \{ return sl_(?P=cell)_cell\(row, \d+\); \}",
        rf"enum \{{ KEY_{ID},(?: KEY_{ID},)* \}};",
        rf"static const struct sl_key_use keys\[\] = \{{(?: \{{ {STRING}, {STRING} \}},)+ \}};",
        rf"enum \{{ PLAIN_{ID}(?:, PLAIN_{ID})* \}};",
        rf"static const char \*const row_key\[\] = \{{ {STRING}(?:, {STRING})* \}};",
        rf"static const struct sl_open {ID}_ITEMS\[\] = \{{ (?:{ITEM})(?:, (?:{ITEM}))* \}};",
        rf"static const struct sl_decimal {ID}_ITEMS\[\] = \{{ {DECIMAL}(?:, {DECIMAL})* \}};",
        rf"static const struct sl_(?:list|edges) {ID} = \{{ \d+, {ID}_ITEMS \}};",
        rf"static const struct sl_decimal {ID} = {DECIMAL};",
        rf"static void field_({ID})\(struct sl_record \*out(?:, {PARAMETER})*\)"
        rf' \{{ sl_put\(out, "(?P<field>{ID})", (?P<put>[^;]*?)\); \}}',
        rf"static struct sl_open row_passes\(struct sl_record \*out(?:, {PARAMETER})*\)"
        r" \{ return (?P<filter>[^;]*?); \}",
        rf"static struct sl_open filter{ROW}"
        rf" \{{ return row_passes\(out(?:, (?:{ARGUMENT}))*\); \}}",
        rf"static void upsert{ROW} \{{(?P<upsert>(?: (?:{DECRYPTING}|{DECRYPT}|{FORGET}))+) \}}",
        rf"static void erase{ROW} \{{(?: {FIELD})+ \}}",
        rf"const struct sl_projection {ID} = \{{(?: \.{ID} = (?:{STRING}|&?{ID}|\d+),)+ \}};",
    )
]


def tokens(text):
    return re.findall(rf"{STRING}|{ID}|-?\d+|[^\s]", text)


class Expression:
    """call(args) | identifier | "text" | number | &CONSTANT, and no operator at all."""

    def __init__(self, text, functions):
        self.left, self.functions, self.called = tokens(text), functions, set()
        self.one()
        if self.left:
            raise AssertionError(f"something follows an expression: {self.left[:5]}")

    def take(self, wanted=None):
        token = self.left.pop(0) if self.left else "the end"
        if wanted is not None and token != wanted:
            raise AssertionError(f"{token!r} stands where {wanted!r} should")
        return token

    def one(self):
        token = self.take()
        if token == "&":
            token = self.take()
            if not re.fullmatch(r"[A-Z_0-9]+", token):
                raise AssertionError(f"the address of {token!r} is taken")
        elif self.left[:1] == ["("]:
            if token not in self.functions:
                raise AssertionError(f"{token!r} is called")
            self.called.add(token)
            self.arguments()
        elif not re.fullmatch(rf"{ID}|{STRING}|-?\d+", token):
            raise AssertionError(f"{token!r} stands in an expression")

    def arguments(self):
        self.take("(")
        while self.left[:1] != [")"]:
            self.one()
            if self.left[:1] != [")"]:
                self.take(",")
        self.take(")")


def declared_functions():
    names = set()
    for header in ("functions.h", "value.h", "row.h"):
        text = parts.strip_comments((ABI / header).read_text(encoding="utf-8"))
        names |= set(re.findall(r"\b(sl_[a-z_]+)\(", text))
    return names


def check_lifetimes(lines):
    """Every plaintext is read between its decryption and its end, and ends behind its last reader."""
    live, read = set(), set()
    for line in lines:
        made = re.fullmatch(
            r"struct sl_sealed (\w+) = sl_decrypt\(out, in_(\w+)\(row\), PLAIN_(\w+)\)", line
        )
        ended = re.fullmatch(r"sl_forget\(out, PLAIN_(\w+)\)", line)
        if made:
            if len(set(made.groups())) != 1 or made[1] in live | read:
                raise AssertionError(f"what is decrypted here? {line}")
            live.add(made[1])
        elif ended:
            if ended[1] not in live & read:
                raise AssertionError(f"nothing has read what ends here: {line}")
            live.remove(ended[1])
        else:
            names = set(re.findall(r"(?<=, )\w+(?=[,)])", line))
            if not names <= live:
                raise AssertionError(f"{names - live} is no plaintext here: {line}")
            read |= names
    if live:
        raise AssertionError(f"{live} is never forgotten")


class AllowedForms(unittest.TestCase):
    def check_file(self, path, functions):
        text = parts.strip_comments(path.read_text(encoding="utf-8")).strip()
        quoted = path.read_text(encoding="utf-8")
        disclosures = 0
        while text:
            for form in FORMS:
                if match := re.match(form, text):
                    break
            else:
                self.fail(f"{path.name}: no allowed form begins with: {text[:160]}")
            groups = match.groupdict()
            expression = groups.get("put") or groups.get("filter")
            if expression is not None:
                disclosures += "sl_disclose" in Expression(expression, functions).called
            if groups.get("upsert") is not None:
                lines = [" ".join(line.split()) for line in groups["upsert"].split(";")]
                check_lifetimes([line for line in lines if line])
            text = text[match.end() :].strip()
        decisions = len(re.findall(r"^/\* :\d+ +disclose |^ \* +because ", quoted, re.M))
        self.assertLessEqual(disclosures, decisions, f"{path.name}: a value opened by no decision")

    def test_releases(self):
        functions = declared_functions()
        files = [path for path in sorted(FOLDER.glob("*.c")) if path.name != "policy.c"]
        self.assertTrue(files, "no release was generated")
        for path in files:
            with self.subTest(path.name):
                self.check_file(path, functions)

    def test_policy_is_data(self):
        text = parts.strip_comments((FOLDER / "policy.c").read_text(encoding="utf-8"))
        text = re.sub(STRING, '""', text)
        self.assertEqual(re.findall(r"\b\w+\(", text), ["SL_REQUIRE_ABI("])
        self.assertEqual(re.findall(r"^#.*", text, re.M), ['#include ""'])
        for form in re.findall(r"^[a-z].*?[{;]", text, re.M):
            self.assertRegex(form, r"^(static )?const (struct sl_\w+|char) ")

    def test_the_test_can_fail(self):
        functions = declared_functions()
        for wrong in ("system(x)", "a + b", "(int)a", "a ? b : c", "sl_text(a)[0]", "&a", "*a"):
            with self.assertRaises(AssertionError, msg=wrong):
                Expression(wrong, functions)
        Expression("sl_or(out, sl_present(out, a), sl_is_in(out, b, &LIST_1))", functions)

    def test_lifetimes(self):
        made, ended = (
            "struct sl_sealed a = sl_decrypt(out, in_a(row), PLAIN_a)",
            "sl_forget(out, PLAIN_a)",
        )
        read, other = "field_x(out, a, in_b(row))", "field_y(out, in_b(row))"
        check_lifetimes([other, made, read, other, read, ended])
        for wrong in (
            [made, read],
            [read, ended],
            [made, ended, read],
            [made, ended],
            [made, read, ended, read],
        ):
            with self.assertRaises(AssertionError, msg=wrong):
                check_lifetimes(wrong)


if __name__ == "__main__":
    FOLDER = parts.folder_argument(sys.argv)
    unittest.main(argv=sys.argv[:1])
