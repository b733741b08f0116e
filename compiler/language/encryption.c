#include "language/encryption.h"

#include "edit_distance.h"

#include <stdlib.h>

/* ---- functions ----------------------------------------------------------------------------- */

enum slc_encrypted_use
slc_encrypted_use(const struct slc_function *function)
{
    static const struct {
        const char *name;
        enum slc_encrypted_use use;
    } readers[] = {
#define SLC_READS_ENCRYPTED(name, how) { #name, SLC_ENCRYPTED_##how },
#include "language/encrypted.def"
#undef SLC_READS_ENCRYPTED
    };
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
        if (strcmp(function->name, readers[i].name) == 0)
            return readers[i].use;
    return SLC_ENCRYPTED_NEVER;
}

bool
slc_is_encrypted(const struct slc_expr *expr)
{
    return expr != NULL && expr->kind == SLC_EXPR_NAME && expr->column != NULL &&
           expr->column->encrypted;
}

/* ---- formats ------------------------------------------------------------------------------- */

static const char *const formats[] = {
#define SL_FORMAT(name, help) #name,
#include "formats.def"
};

enum parameter_kind { FLAG, WORD, NUMBER, TEXT };

static const struct parameter {
    const char *format, *name;
    enum parameter_kind kind;
    const char *limits;
} parameters[] = {
#define SL_FORMAT_PARAMETER(format, name, kind, limits, help) { #format, #name, kind, limits },
#include "formats.def"
};

enum {
    NFORMATS = sizeof(formats) / sizeof(formats[0]),
    NPARAMETERS = sizeof(parameters) / sizeof(parameters[0]),
};

static struct sl_str
join(struct sl_arena *arena, struct sl_str list, const char *name)
{
    return sl_arena_format(arena, "%.*s%s%s", SL_FMT(list), list.len > 0 ? ", " : "", name);
}

static bool
is_format(struct sl_str name)
{
    for (size_t i = 0; i < NFORMATS; i++)
        if (sl_str_is(name, formats[i]))
            return true;
    return false;
}

static void
report_format(const struct slc_program *program, const struct slc_name *format)
{
    struct slc_findings *findings = program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0109, format->at, "there is no encryption format '%.*s'",
                 SL_FMT(format->text));
    struct sl_str list = SL_STR("");
    for (size_t i = 0; i < NFORMATS; i++) {
        list = join(program->arena, list, formats[i]);
        if (sl_edit_distance(format->text, sl_str_of(formats[i]), 2) <= 2)
            slc_help(findings, finding, "did you mean '%s'?", formats[i]);
    }
    slc_note(findings, finding, "the formats are: %.*s", SL_FMT(list));
}

/* ---- parameters ---------------------------------------------------------------------------- */

static const struct parameter *
parameter_named(struct sl_str format, struct sl_str name)
{
    for (size_t i = 0; i < NPARAMETERS; i++)
        if (sl_str_is(format, parameters[i].format) && sl_str_is(name, parameters[i].name))
            return &parameters[i];
    return NULL;
}

struct sl_str
slc_encryption_value(const struct slc_arg *parameter)
{
    if (parameter->kind == SLC_ARG_NAME)
        return parameter->name.text;
    if (parameter->kind != SLC_ARG_LITERAL)
        return SL_STR("");
    if (parameter->literals->kind == SLC_LITERAL_BOOLEAN)
        return parameter->literals->boolean ? SL_STR("yes") : SL_STR("no");
    return parameter->literals->text;
}

/* Whether the word stands among "this|that". */
static bool
is_among(struct sl_str word, const char *words)
{
    while (words != NULL) {
        const char *bar = strchr(words, '|');
        size_t len = bar != NULL ? (size_t)(bar - words) : strlen(words);
        if (sl_str_equal(word, (struct sl_str) { words, len }))
            return true;
        words = bar != NULL ? bar + 1 : NULL;
    }
    return false;
}

/* Whole, and between the limits "8|16"; the literal has digits alone. */
static bool
is_between(struct sl_str text, const char *limits)
{
    unsigned long value = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9' || value > 1000)
            return false;
        value = value * 10 + (unsigned long)(text.ptr[at] - '0');
    }
    return text.len > 0 && value >= strtoul(limits, NULL, 10) &&
           value <= strtoul(strchr(limits, '|') + 1, NULL, 10);
}

static bool
is_value(const struct parameter *parameter, const struct slc_arg *arg)
{
    const struct slc_literal *literal = arg->kind == SLC_ARG_LITERAL ? arg->literals : NULL;
    switch (parameter->kind) {
    case FLAG: return literal != NULL && literal->kind == SLC_LITERAL_BOOLEAN;
    case WORD: return arg->kind == SLC_ARG_NAME && is_among(arg->name.text, parameter->limits);
    case NUMBER:
        return literal != NULL && literal->kind == SLC_LITERAL_NUMBER &&
               is_between(literal->text, parameter->limits);
    case TEXT:
        return literal != NULL && literal->kind == SLC_LITERAL_STRING && literal->text.len > 0;
    }
    return false;
}

/* "(yes, no)", "base64|hex", "a number from 8 to 16", "a text" */
static struct sl_str
values_of(struct sl_arena *arena, const struct parameter *parameter)
{
    const char *bar = strchr(parameter->limits, '|');
    switch (parameter->kind) {
    case FLAG: return SL_STR("yes or no");
    case WORD: return sl_arena_format(arena, "one of %s", parameter->limits);
    case NUMBER:
        return sl_arena_format(arena, "a whole number from %.*s to %s",
                               (int)(bar - parameter->limits), parameter->limits, bar + 1);
    case TEXT: return SL_STR("a text in quotes");
    }
    return SL_STR("");
}

static void
report_parameter(const struct slc_program *program, const struct slc_column *column,
                 const struct slc_arg *arg)
{
    struct slc_findings *findings = program->findings;
    struct sl_str format = column->encryption_format.text, list = SL_STR("");
    struct slc_finding *finding =
        arg->label.text.len > 0
            ? slc_find(findings, SLC_E0109, arg->label.at, "'%.*s' has no parameter '%.*s'",
                       SL_FMT(format), SL_FMT(arg->label.text))
            : slc_find(findings, SLC_E0109, arg->at, "a parameter of '%.*s' has a name",
                       SL_FMT(format));
    for (size_t i = 0; i < NPARAMETERS; i++) {
        if (!sl_str_is(format, parameters[i].format))
            continue;
        list = join(program->arena, list, parameters[i].name);
        if (sl_edit_distance(arg->label.text, sl_str_of(parameters[i].name), 2) <= 2)
            slc_help(findings, finding, "did you mean '%s:'?", parameters[i].name);
    }
    if (list.len > 0)
        slc_note(findings, finding, "its parameters are: %.*s", SL_FMT(list));
    else
        slc_note(findings, finding, "it takes none");
}

static void
check_parameter(const struct slc_program *program, const struct slc_column *column,
                const struct slc_arg *arg)
{
    const struct parameter *parameter =
        parameter_named(column->encryption_format.text, arg->label.text);
    if (parameter == NULL)
        report_parameter(program, column, arg);
    else if (!is_value(parameter, arg))
        slc_find(program->findings, SLC_E0109, arg->at, "'%s:' takes %.*s", parameter->name,
                 SL_FMT(values_of(program->arena, parameter)));
    for (const struct slc_arg *other = column->encryption_parameters; other != arg;
         other = other->next)
        if (parameter != NULL && sl_str_equal(other->label.text, arg->label.text))
            slc_find(program->findings, SLC_E0109, arg->at, "'%s:' stands here twice",
                     parameter->name);
}

/* ---- the plaintext ------------------------------------------------------------------------- */

static bool
is_plaintext_type(const struct slc_type *type)
{
    if (type->labels != NULL)
        return false;
    switch (slc_type_info(type->id)->kind) {
    case SL_TEXT:
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_UUID:
    case SL_DATE: return true;
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: break;
    }
    return false;
}

static void
check_type(const struct slc_program *program, const struct slc_column *column)
{
    if (column->type.id == SLC_TYPE_NONE || is_plaintext_type(&column->type))
        return;
    struct slc_finding *finding = slc_find(program->findings, SLC_E0212, column->type_name.at,
                                           "the plaintext of an encrypted column is no %s",
                                           slc_type_info(column->type.id)->spelling);
    slc_note(program->findings, finding,
             "it is text, a number, a date, a boolean or a uuid, however the database keeps it");
    slc_help(program->findings, finding, "declare what the application reads it as, such as: text");
}

void
slc_check_encryption(const struct slc_program *program, const struct slc_column *column)
{
    check_type(program, column);
    if (!is_format(column->encryption_format.text)) {
        report_format(program, &column->encryption_format);
        return;
    }
    for (const struct slc_arg *arg = column->encryption_parameters; arg != NULL; arg = arg->next)
        check_parameter(program, column, arg);
}
