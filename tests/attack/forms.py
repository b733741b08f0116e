"""The forms that a line can have: each function and operator of the language, over what it reads.

A slot in braces is filled by read_lines.py: {x} is the column, {whole} the same with `if missing` where it
may be missing; the others are literals, keys and columns beside it.
"""

import dataclasses

from columns import Place


@dataclasses.dataclass(frozen=True)
class Form:
    rule: str  # what owners call it
    text: str
    result: str  # "text", "number", "date" or "boolean"; "same" as what it reads
    missing: bool = True  # whether the result may be missing although the column is not

    @property
    def function(self) -> str:
        """The function's name, or the rule's for an operator."""
        name = self.text.partition("(")[0]
        return name if name.replace("_", "").isalpha() else self.rule


PRESENT = (
    Form("present", "present({x})", "boolean", False),
    Form("present", "{x} is missing", "boolean", False),
    Form("present", "count_present({x}, {x})", "number", False),
)
ORDER = (Form("comparison", "{whole} {order} {literal}", "boolean", False),)
ORDERS_OF_TWO = (Form("comparison", "{whole} {order} {other_whole}", "boolean", False),)
EQUAL = (
    Form("membership", "{whole} is {literal}", "boolean", False),
    Form("membership", "{whole} is {literal}", "boolean", False),
    Form("membership", "{whole} is not {literal}", "boolean", False),
    Form("membership", "{whole} is in [{literals}]", "boolean", False),
    Form("membership", "same({whole}, {literal})", "boolean", False),
)
SAME_OF_TWO = (Form("same", "same({x}, {other})", "boolean", False),)
LISTED = (
    Form("one_of", "one_of({x}, allowed: [{literals}])", "same"),
    Form("group", "group({x}, from: [{listed}], to: [{classes}])", "text"),
)
KEYED = (
    Form("pseudonym", "pseudonym({column}, using: {key})", "text", False),
    Form("pseudonym_uuid", "pseudonym_uuid({column}, using: {key})", "uuid", False),
    Form("match_code", "match_code({column}, {per}, using: {key})", "text"),
    Form("bucket_of", "bucket_of({column}, using: {key}, of: {buckets})", "number", False),
)
NUMBERS = (
    Form("band", "band({x}, edges: [{edges}])", "text"),
    Form("round_down", "round_down({x}, to: {step})", "number"),
    Form("round_to", "round_to({x}, to: {step})", "number"),
    Form("clamp", "clamp({x}, low: {low}, high: {high})", "number"),
    Form("sign", "sign({x})", "text"),
    Form("magnitude", "magnitude({x})", "number"),
    Form("percent_band", "percent_band({x}, of: {number}, edges: [{percents}])", "text"),
)
CALENDAR = (
    Form("year", "year({x})", "number"),
    Form("quarter", "quarter({x})", "text"),
    Form("month", "month({x})", "text"),
    Form("week", "week({x})", "text"),
    Form("day", "day({x})", "date"),
    Form("weekday", "weekday({x})", "text"),
)
SPANS = (
    *(
        Form(f"{unit}_between", unit + "_between({x}, {clock})", "number")
        for unit in ("minutes", "hours", "days", "weeks", "months", "years")
    ),
    Form("interval_band", "interval_band({x}, {clock}, edges: [{spans}], unit: {unit})", "text"),
    Form("shift_days", "shift_days({x}, using: {key}, per: {per}, within: {within} days)", "date"),
)
DAY_TIMES = (
    Form("hour", "hour({x})", "number"),
    Form("day_part", "day_part({x})", "text"),
)
TEXTS = (
    Form("first", "first({x}, {characters})", "text", False),
    Form("last", "last({x}, {characters})", "text", False),
    Form("mask", "mask({x}, keep_last: {characters})", "text", False),
    Form("initials", "initials({x})", "text"),
    Form("contains_word", "contains_word({x}, words: [{words}])", "boolean", False),
    Form("length_band", "length_band({x}, edges: [{lengths}])", "text", False),
    Form("word_count_band", "word_count_band({x}, edges: [{lengths}])", "text", False),
    Form("ip_prefix", "ip_prefix({x}, v4: {bits}, v6: {bits})", "text"),
    *(Form(rule, rule + "({x})", "text") for rule in ("email_domain", "email_domain_kind")),
    *(Form(rule, rule + "({x})", "text") for rule in ("phone_country", "phone_kind")),
    *(
        Form(f"postcode_{part}", f"postcode_{part}" + "({x})", "text")
        for part in ("area", "district", "sector")
    ),
    *(
        Form(f"valid_{what}", f"valid_{what}" + "({x})", "boolean", False)
        for what in ("email", "phone", "uk_postcode", "luhn")
    ),
)
FAMILIES: dict[str, tuple[Form, ...]] = {
    "number": (*ORDER, *EQUAL, *LISTED, *KEYED, *NUMBERS, *ORDERS_OF_TWO, *SAME_OF_TWO, *PRESENT),
    "float": (*ORDER, *NUMBERS, *PRESENT),
    "degrees": (Form("grid", "grid({latitude}, {longitude}, km: {km})", "text"), *ORDER, *PRESENT),
    "date": (
        *(*ORDER, *EQUAL, *LISTED, *CALENDAR, *SPANS, *ORDERS_OF_TWO, *PRESENT),
        Form("age_band", "age_band({x}, at: commit_time, width: {years} years)", "text"),
    ),
    "stamp": (*ORDER, *KEYED, *CALENDAR, *DAY_TIMES, *SPANS, *PRESENT),
    "text": (*EQUAL, *LISTED, *KEYED, *TEXTS, *SAME_OF_TWO, *PRESENT),
    "enum": (*EQUAL, *LISTED, *PRESENT),
    "boolean": (*EQUAL[:3], EQUAL[4], *PRESENT),
    "uuid": (*KEYED, *PRESENT),
    "array": (Form("count_items", "count_items({x})", "number"), *PRESENT[:2]),
    "bytes": PRESENT,
    "time": PRESENT,
}

CHARACTERS = frozenset(("first", "last", "mask", "initials"))
TIDYING = ("lower", "upper", "trim", "squeeze")

# What may read a column that the platform encrypts; the second where an owner's row says `from`.
ENCRYPTED = frozenset(
    """present comparison pseudonym pseudonym_uuid match_code bucket_of valid_email valid_phone
    valid_uk_postcode valid_luhn length_band email_domain_kind phone_kind age_band band""".split()
)
ENCRYPTED_PARTS = frozenset(("email_domain", "postcode_area", "year"))

HAS = Form("json_has", 'json_has({column}, path: "{path}")', "boolean", False)
# What reads a place in a document that no leaf is declared for: functions that tell nothing of whether it
# is there, which no row lowers.
UNDECLARED = frozenset(
    """one_of group round_down round_to first last mask initials email_domain postcode_area postcode_district
    phone_country ip_prefix clamp""".split()
)


def of(place: Place) -> list[Form]:
    """The forms that a line over this place can have."""
    found = list(FAMILIES[place.column.family])
    if place.column.type == "smallint":
        found = [form for form in found if form not in KEYED]
    if place.column.encrypted:
        found = [form for form in found if form.rule in ENCRYPTED | ENCRYPTED_PARTS]
        found = [form for form in found if form not in ORDERS_OF_TWO]
    if place.column.path:
        found = [form for form in found if form not in KEYED] + [HAS]
    if place.undeclared:
        found = [form for form in found if form.rule in UNDECLARED or form is HAS]
    return found
