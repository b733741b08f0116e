#include "types/literal.h"

#include "language/decimal.h"
#include "names/suggest.h"
#include "text/width.h"

/* The literals that values of a kind are written as; NULL: the language has none. */
static const struct {
    enum slc_literal_kind kind;
    const char *words, *example;
} literals[] = {
    [SL_BOOLEAN] = { SLC_LITERAL_BOOLEAN, "yes or no", "no" },
    [SL_INTEGER] = { SLC_LITERAL_NUMBER, "a whole number", "0" },
    [SL_FLOAT] = { SLC_LITERAL_NUMBER, "a number", "0" },
    [SL_NUMERIC] = { SLC_LITERAL_NUMBER, "a number", "0" },
    [SL_TEXT] = { SLC_LITERAL_STRING, "text in quotes", "\"\"" },
    [SL_DATE] = { SLC_LITERAL_DATE, "a date as 2026-01-31", "1970-01-01" },
    [SL_TIMESTAMP] = { SLC_LITERAL_DATE, "a date as 2026-01-31", "1970-01-01" },
    [SL_TIMESTAMPTZ] = { SLC_LITERAL_DATE, "a date as 2026-01-31", "1970-01-01" },
    [SL_OPAQUE] = { SLC_LITERAL_STRING, NULL, NULL },
};

static const char *const kind_words[] = {
    [SLC_LITERAL_STRING] = "text",
    [SLC_LITERAL_NUMBER] = "a number",
    [SLC_LITERAL_DATE] = "a date",
    [SLC_LITERAL_BOOLEAN] = "yes or no",
};

static bool
is_date_kind(enum sl_kind kind)
{
    return kind == SL_DATE || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

static bool
is_right_kind(enum sl_kind kind, enum slc_literal_kind literal, enum slc_literal_use use)
{
    bool has_literals = literals[kind].words != NULL;
    if (has_literals && literals[kind].kind == literal)
        return true;
    bool written_as_text = !has_literals || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
    return use == SLC_LITERAL_IN_TESTS && written_as_text && literal == SLC_LITERAL_STRING;
}

/* ---- findings ------------------------------------------------------------------------------ */

static void
add_cause(struct slc_program *program, struct slc_finding *finding, struct slc_literal_place place)
{
    if (place.cause.source != NULL)
        slc_cause(program->findings, finding, place.cause, "%s",
                  slc_type_info(place.type->id)->spelling);
}

static bool
begins_as_a_number(struct sl_str text)
{
    size_t sign = text.len > 0 && text.ptr[0] == '-';
    return text.len > sign && text.ptr[sign] >= '0' && text.ptr[sign] <= '9';
}

static void
report_kind(struct slc_program *program, const struct slc_literal *literal,
            struct slc_literal_place place)
{
    struct slc_findings *findings = program->findings;
    const struct slc_type_info *info = slc_type_info(place.type->id);
    const char *words = literals[info->kind].words;
    if (place.use == SLC_LITERAL_IN_TESTS && words == NULL)
        words = "text in quotes";
    struct slc_finding *finding =
        slc_find(findings, SLC_E0203, literal->at, "%s, where %s needs %s",
                 kind_words[literal->kind], info->spelling, words != NULL ? words : "no literal");
    add_cause(program, finding, place);
    bool unquoted = literal->kind == SLC_LITERAL_STRING && begins_as_a_number(literal->text) &&
                    (is_date_kind(info->kind) || info->kind == SL_INTEGER ||
                     info->kind == SL_NUMERIC || info->kind == SL_FLOAT);
    if (unquoted)
        slc_help(findings, finding, "without quotes: %.*s", SL_FMT(literal->text));
    else if (words != NULL && literals[info->kind].kind == SLC_LITERAL_STRING)
        slc_help(findings, finding, "in quotes: \"%.*s\"", SL_FMT(slc_span_text(literal->at)));
    else if (words != NULL && literals[info->kind].example != NULL)
        slc_help(findings, finding, "for example: %s", literals[info->kind].example);
}

static void
report_label(struct slc_program *program, const struct slc_literal *literal,
             struct slc_literal_place place)
{
    struct slc_findings *findings = program->findings;
    struct slc_symbols labels;
    slc_symbols_init(&labels, program->arena);
    struct sl_str list = { 0 };
    for (const struct slc_enum_label *label = place.type->labels; label != NULL;
         label = label->next) {
        (void)slc_symbols_add(&labels, label->text, label->at, NULL);
        if (labels.count <= 16)
            list = sl_arena_format(program->arena, "%.*s%s\"%.*s\"", SL_FMT(list),
                                   labels.count > 1 ? ", " : "", SL_FMT(label->text));
    }
    struct slc_finding *finding =
        slc_find(findings, SLC_E0204, literal->at, "\"%.*s\" is not a label of this enum",
                 SL_FMT(literal->text));
    add_cause(program, finding, place);
    slc_note(findings, finding, "its labels are: %.*s%s", SL_FMT(list),
             labels.count > 16 ? ", …" : "");
    const struct slc_symbol *nearest = slc_suggest(&labels, literal->text);
    if (nearest != NULL)
        slc_help(findings, finding, "write: \"%.*s\"", SL_FMT(nearest->name));
}

static bool
report_value(struct slc_program *program, const struct slc_literal *literal,
             struct slc_literal_place place, const char *why, const char *help)
{
    struct slc_findings *findings = program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0203, literal->at, "%s", why);
    add_cause(program, finding, place);
    slc_help(findings, finding, "%s", help);
    return false;
}

/* ---- checks -------------------------------------------------------------------------------- */

static bool
is_whole(struct slc_decimal decimal)
{
    for (uint32_t i = 0; i < decimal.scale; i++) {
        if (decimal.digits % 10 != 0)
            return false;
        decimal.digits /= 10;
    }
    return true;
}

/* Whether a numeric(p,s) can hold the number: s digits behind the point, p - s before it. */
static bool
is_held(struct slc_decimal decimal, const struct slc_type *type)
{
    uint32_t whole_digits = type->precision > type->scale ? type->precision - type->scale : 0;
    for (; decimal.scale > type->scale; decimal.scale--) {
        if (decimal.digits % 10 != 0)
            return false;
        decimal.digits /= 10;
    }
    for (uint32_t digits = whole_digits + decimal.scale; digits > 0; digits--)
        decimal.digits /= 10;
    return decimal.digits == 0;
}

static bool
check_number(struct slc_program *program, const struct slc_literal *literal,
             struct slc_literal_place place)
{
    struct slc_decimal decimal;
    if (!slc_decimal_read(literal->text, &decimal))
        return report_value(program, literal, place, "a number has at most 18 digits",
                            "write fewer digits");
    bool limited = place.type->id == SLC_TYPE_NUMERIC && place.type->has_precision;
    if (limited && place.use != SLC_LITERAL_ORDERED && !is_held(decimal, place.type))
        return report_value(program, literal, place, "a number with more digits than its column",
                            "write one that the column can hold");
    if (slc_type_info(place.type->id)->kind != SL_INTEGER)
        return true;
    if (place.use != SLC_LITERAL_ORDERED && !is_whole(decimal))
        return report_value(program, literal, place,
                            "a whole number is never equal to one with decimals",
                            "write a whole number");
    static const struct {
        int64_t least, most;
        const char *why;
    } ranges[] = {
        [SLC_TYPE_SMALLINT] = { INT16_MIN, INT16_MAX, "a smallint is from -32768 to 32767" },
        [SLC_TYPE_INTEGER] = { INT32_MIN, INT32_MAX,
                               "an integer is from -2147483648 to 2147483647" },
    };
    if (place.type->id != SLC_TYPE_SMALLINT && place.type->id != SLC_TYPE_INTEGER)
        return true; /* 18 digits always fit a bigint */
    struct slc_decimal least = { .digits = ranges[place.type->id].least };
    struct slc_decimal most = { .digits = ranges[place.type->id].most };
    if (slc_decimal_compare(decimal, least) < 0 || slc_decimal_compare(decimal, most) > 0)
        return report_value(program, literal, place, ranges[place.type->id].why,
                            "write a number of that range, or delete the comparison");
    return true;
}

bool
slc_literal_is_label(const struct slc_type *type, struct sl_str text)
{
    for (const struct slc_enum_label *label = type->labels; label != NULL; label = label->next)
        if (sl_str_equal(label->text, text))
            return true;
    return false;
}

static bool
ends_with_blank(struct sl_str text)
{
    return text.len > 0 && text.ptr[text.len - 1] == ' ';
}

static bool
check_text(struct slc_program *program, const struct slc_literal *literal,
           struct slc_literal_place place)
{
    if (place.use == SLC_LITERAL_INSTEAD)
        return true;
    if (place.type->id == SLC_TYPE_ENUM && !slc_literal_is_label(place.type, literal->text)) {
        report_label(program, literal, place);
        return false;
    }
    bool limited = place.type->has_precision &&
                   (place.type->id == SLC_TYPE_VARCHAR || place.type->id == SLC_TYPE_CHAR);
    if (limited && slc_text_width(literal->text) > place.type->precision)
        return report_value(program, literal, place, "a text that is longer than its column",
                            "write one that the column can hold");
    if (place.type->id == SLC_TYPE_CHAR && place.use == SLC_LITERAL_EQUAL &&
        ends_with_blank(literal->text))
        return report_value(program, literal, place,
                            "a char counts without the blanks at its end, and never equals this",
                            "leave out the blanks at the end");
    return true;
}

bool
slc_literal_check(struct slc_program *program, const struct slc_literal *literal,
                  struct slc_literal_place place)
{
    if (place.type->id == SLC_TYPE_NONE || literal == NULL)
        return true;
    if (!is_right_kind(slc_type_info(place.type->id)->kind, literal->kind, place.use)) {
        report_kind(program, literal, place);
        return false;
    }
    if (literal->kind == SLC_LITERAL_NUMBER)
        return check_number(program, literal, place);
    if (literal->kind == SLC_LITERAL_STRING)
        return check_text(program, literal, place);
    return true;
}

struct sl_str
slc_literal_example(struct slc_program *program, const struct slc_type *type)
{
    if (type->id == SLC_TYPE_ENUM && type->labels != NULL)
        return sl_arena_format(program->arena, "\"%.*s\"", SL_FMT(type->labels->text));
    const char *example = literals[slc_type_info(type->id)->kind].example;
    return sl_str_of(example != NULL ? example : "…");
}
