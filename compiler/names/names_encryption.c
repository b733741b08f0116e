/* Encryption formats and their parameters, as columns name them. */
#include "language/encryption.h"
#include "names/names.h"
#include "nearest_name.h"

static struct sl_str
join(struct sl_arena *arena, struct sl_str list, const char *name)
{
    return sl_arena_format(arena, "%.*s%s%s", SL_FMT(list), list.len > 0 ? ", " : "", name);
}

static void
report_format(const struct slc_program *program, const struct slc_name *format)
{
    struct slc_findings *findings = program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0109, format->at, "there is no encryption format '%.*s'",
                 SL_FMT(format->text));
    struct sl_str list = SL_STR("");
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, format->text);
    for (size_t i = 0; i < slc_nencryption_formats; i++) {
        list = join(program->arena, list, slc_encryption_formats[i]);
        (void)sl_nearest_offer(&nearest, sl_str_of(slc_encryption_formats[i]));
    }
    if (nearest.best.ptr != NULL)
        slc_help(findings, finding, "did you mean '%.*s'?", SL_FMT(nearest.best));
    slc_note(findings, finding, "the formats are: %.*s", SL_FMT(list));
}

/* ---- parameters ---------------------------------------------------------------------------- */

static bool
is_value(const struct slc_encryption_parameter *parameter, const struct slc_arg *arg)
{
    const struct slc_literal *literal = arg->kind == SLC_ARG_LITERAL ? arg->literals : NULL;
    switch (parameter->kind) {
    case SLC_ENCRYPTION_FLAG: return literal != NULL && literal->kind == SLC_LITERAL_BOOLEAN;
    case SLC_ENCRYPTION_WORD:
        return arg->kind == SLC_ARG_NAME &&
               slc_encryption_parameter_takes(parameter, arg->name.text);
    case SLC_ENCRYPTION_NUMBER:
        return literal != NULL && literal->kind == SLC_LITERAL_NUMBER &&
               slc_encryption_parameter_takes(parameter, literal->text);
    case SLC_ENCRYPTION_TEXT:
        return literal != NULL && literal->kind == SLC_LITERAL_STRING && literal->text.len > 0;
    }
    return false;
}

/* "yes or no", "one of base64|hex", "a whole number from 8 to 16", "a text in quotes" */
static struct sl_str
values_of(struct sl_arena *arena, const struct slc_encryption_parameter *parameter)
{
    const char *bar = strchr(parameter->limits, '|');
    switch (parameter->kind) {
    case SLC_ENCRYPTION_FLAG: return SL_STR("yes or no");
    case SLC_ENCRYPTION_WORD: return sl_arena_format(arena, "one of %s", parameter->limits);
    case SLC_ENCRYPTION_NUMBER:
        return sl_arena_format(arena, "a whole number from %.*s to %s",
                               (int)(bar - parameter->limits), parameter->limits, bar + 1);
    case SLC_ENCRYPTION_TEXT: return SL_STR("a text in quotes");
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
    struct sl_nearest nearest;
    sl_nearest_init(&nearest, arg->label.text);
    for (size_t i = 0; i < slc_nencryption_parameters; i++) {
        if (!sl_str_is(format, slc_encryption_parameters[i].format))
            continue;
        list = join(program->arena, list, slc_encryption_parameters[i].name);
        (void)sl_nearest_offer(&nearest, sl_str_of(slc_encryption_parameters[i].name));
    }
    if (nearest.best.ptr != NULL)
        slc_help(findings, finding, "did you mean '%.*s:'?", SL_FMT(nearest.best));
    if (list.len > 0)
        slc_note(findings, finding, "its parameters are: %.*s", SL_FMT(list));
    else
        slc_note(findings, finding, "it takes none");
}

static void
check_parameter(const struct slc_program *program, const struct slc_column *column,
                const struct slc_arg *arg)
{
    const struct slc_encryption_parameter *parameter =
        slc_encryption_parameter_named(column->encryption_format.text, arg->label.text);
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

/* ---- the column ---------------------------------------------------------------------------- */

static void
check_type(const struct slc_program *program, const struct slc_column *column)
{
    if (column->type.id == SLC_TYPE_NONE || slc_is_plaintext_type(&column->type))
        return;
    struct slc_finding *finding = slc_find(program->findings, SLC_E0212, column->type_name.at,
                                           "the plaintext of an encrypted column is no %s",
                                           slc_type_info(column->type.id)->spelling);
    slc_note(program->findings, finding,
             "it is text, a number, a date, a boolean or a uuid, however the database keeps it");
    slc_help(program->findings, finding, "declare what the application reads it as, such as: text");
}

void
slc_names_check_encryption(const struct slc_names *names, const struct slc_column *column)
{
    const struct slc_program *program = names->program;
    check_type(program, column);
    if (!slc_is_encryption_format(column->encryption_format.text)) {
        report_format(program, &column->encryption_format);
        return;
    }
    for (const struct slc_arg *arg = column->encryption_parameters; arg != NULL; arg = arg->next)
        check_parameter(program, column, arg);
}
