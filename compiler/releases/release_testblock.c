/* What tests give and expect, and what risk checks count. */
#include "language/decimal.h"
#include "releases/releases.h"
#include "types/literal.h"

/* ---- given --------------------------------------------------------------------------------- */

static void
report_state(const struct slc_releasing *releasing, const struct slc_given *given,
             struct slc_span cause, const char *message, const char *help)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0501, given->at, "'%.*s' %s", SL_FMT(given->name.text), message);
    if (cause.source != NULL)
        slc_cause(findings, finding, cause, "declared here");
    slc_help(findings, finding, "%s", help);
}

/* Values that PostgreSQL may store out of line, and then leaves out of an update. */
static bool
may_be_unchanged(struct slc_type type)
{
    switch (slc_type_info(type.id)->kind) {
    case SL_TEXT: return type.id != SLC_TYPE_ENUM && type.id != SLC_TYPE_NAME;
    case SL_NUMERIC:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return true;
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_UUID:
    case SL_DATE:
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: return false;
    }
    return false;
}

static void
check_given(const struct slc_releasing *releasing, const struct slc_given *given)
{
    struct slc_type type = { .id = SLC_TYPE_TIMESTAMPTZ };
    struct slc_span cause = { 0 };
    if (given->column == NULL && !given->commit_time)
        return;
    if (given->column != NULL) {
        type = given->column->type;
        cause = given->column->name.at;
    }
    if (type.id == SLC_TYPE_NONE)
        return;
    if (given->kind == SLC_GIVEN_MISSING && !type.nullable)
        report_state(releasing, given, cause, "is never missing: its type does not end in ?",
                     "give it a value");
    else if (given->kind == SLC_GIVEN_UNCHANGED && !may_be_unchanged(type))
        report_state(releasing, given, cause, "is always sent: its values are short",
                     "give it a value");
    else if (given->kind == SLC_GIVEN_LITERAL)
        (void)slc_literal_check(releasing->program, given->literal,
                                (struct slc_literal_place) { &type, SLC_LITERAL_IN_TESTS, cause });
}

/* ---- expect -------------------------------------------------------------------------------- */

static void
check_expected(const struct slc_releasing *releasing, const struct slc_given *expected)
{
    if (expected->field == NULL || expected->field->expr == NULL)
        return;
    struct slc_type type = expected->field->expr->type;
    struct slc_span cause = expected->field->field.at;
    if (type.id == SLC_TYPE_NONE)
        return;
    if (expected->kind == SLC_GIVEN_MISSING && !type.nullable)
        report_state(releasing, expected, cause, "is never missing",
                     "expect a value, 'present', or 'absent'");
    else if (expected->kind == SLC_GIVEN_LITERAL)
        (void)slc_literal_check(releasing->program, expected->literal,
                                (struct slc_literal_place) { &type, SLC_LITERAL_IN_TESTS, cause });
}

static void
check_never(const struct slc_releasing *releasing, const struct slc_test *test)
{
    struct slc_findings *findings = releasing->program->findings;
    for (const struct slc_string *never = test->never; never != NULL; never = never->next) {
        if (never->text.len > 0)
            continue;
        struct slc_finding *finding =
            slc_find(findings, SLC_E0502, never->at, "an empty text is in every record");
        slc_help(findings, finding, "never \"…\"");
    }
}

void
slc_check_test(const struct slc_releasing *releasing, const struct slc_test *test)
{
    for (const struct slc_given *given = test->given; given != NULL; given = given->next)
        check_given(releasing, given);
    for (const struct slc_given *given = test->before; given != NULL; given = given->next)
        check_given(releasing, given);
    for (const struct slc_given *expected = test->expect; expected != NULL;
         expected = expected->next)
        check_expected(releasing, expected);
    check_never(releasing, test);
}

/* ---- risk ---------------------------------------------------------------------------------- */

/* `at least INT`: a whole number from 2, since one person is always like himself. */
static void
check_count(const struct slc_releasing *releasing, const struct slc_number *number,
            const char *what)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_decimal count;
    if (number->text.len == 0)
        return;
    bool whole = slc_decimal_read(number->text, &count) && count.scale == 0;
    if (whole && count.digits >= 2 && count.digits <= INT32_MAX)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0503, number->at, "this asks for nothing: one is always met");
    slc_help(findings, finding, "at least 5 %s", what);
}

void
slc_check_risk(const struct slc_releasing *releasing, const struct slc_risk *risk)
{
    struct slc_findings *findings = releasing->program->findings;
    check_count(releasing, &risk->people, "people alike");
    check_count(releasing, &risk->values, "different values");
    if (risk->values.text.len > 0 && risk->sensitive == NULL) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0503, risk->values.at, "different values of what is not said");
        slc_help(findings, finding, "name the fields: sensitive … ");
    }
}
