/* Keys for pseudonyms that take the place of others: until a day both may stand side by side. */
#include "calendar.h"
#include "plural.h"
#include "releases/releases.h"

enum { LONGEST_OVERLAP_MONTHS = 24, WARN_DAYS_BEFORE_END = 60 };

bool
slc_is_replacement(const struct slc_key *a, const struct slc_key *b)
{
    return a->replaced == b || b->replaced == a;
}

/* ---- declarations -------------------------------------------------------------------------- */

/* Whether a key comes to replace itself, by itself or by way of others. */
static bool
goes_round(const struct slc_program *program, const struct slc_key *key)
{
    const struct slc_key *replaced = key->replaced;
    for (uint32_t steps = 0; replaced != NULL && steps < program->nkeys; steps++) {
        if (replaced == key)
            return true;
        replaced = replaced->replaced;
    }
    return false;
}

static void
check_replacement(const struct slc_program *program, const struct slc_key *key)
{
    struct slc_findings *findings = program->findings;
    int64_t last = sl_days_add_months(program->today, LONGEST_OVERLAP_MONTHS);
    if (goes_round(program, key)) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0420, key->replaces.at,
                     "the key '%.*s' comes to replace itself", SL_FMT(key->name.text));
        slc_help(findings, finding, "name the key whose place it takes, which replaces no other");
    } else if (key->replaced->replaced_by != key) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0420, key->replaces.at, "a second key replaces '%.*s'",
                     SL_FMT(key->replaced->name.text));
        slc_cause(findings, finding, key->replaced->replaced_by->replaces.at, "the first one");
        slc_help(findings, finding, "one key takes the place of another: take one of the two out");
    }
    if (key->replaces_until.days > last) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0420, key->replaces_until.at,
                     "two keys stand side by side for at most %d months", LONGEST_OVERLAP_MONTHS);
        struct sl_civil day = sl_civil_of_days(last);
        slc_help(findings, finding, "until %04d-%02d-%02d", (int)day.year, day.month, day.day);
    }
}

void
slc_check_replacements(const struct slc_program *program)
{
    for (const struct slc_key *key = program->keys; key != NULL; key = key->next)
        if (key->replaced != NULL)
            check_replacement(program, key);
}

/* ---- uses ---------------------------------------------------------------------------------- */

static void
report_over(const struct slc_program *program, const struct slc_arg *using)
{
    const struct slc_key *by = using->key->replaced_by;
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0419, using->at, "the key '%.*s' has been replaced",
                 SL_FMT(using->key->name.text));
    slc_cause(program->findings, finding, by->replaces_until.at, "it could be used until then");
    slc_help(program->findings, finding, "using: %.*s", SL_FMT(by->name.text));
}

static void
warn_of_end(const struct slc_program *program, const struct slc_arg *using, int32_t days)
{
    const struct slc_key *by = using->key->replaced_by;
    struct slc_finding *finding = slc_find(program->findings, SLC_W0404, by->replaces_until.at,
                                           "the key '%.*s' may be used for the last time %s",
                                           SL_FMT(using->key->name.text), sl_days_ahead(days).text);
    slc_cause(program->findings, finding, using->at, "it is still used here");
    slc_help(program->findings, finding,
             "release what is made with '%.*s' under '%.*s' alone: after that day the build stops",
             SL_FMT(using->key->name.text), SL_FMT(by->name.text));
}

void
slc_check_replaced(struct slc_releasing *releasing, const struct slc_arg *using)
{
    const struct slc_program *program = releasing->program;
    const struct slc_key *key = using->key, *by = key->replaced_by;
    if (by == NULL)
        return;
    int32_t days = by->replaces_until.days - program->today;
    if (days < 0)
        report_over(program, using);
    else if (days < WARN_DAYS_BEFORE_END &&
             slc_symbols_add(&releasing->ending, key->name.text, using->at, NULL) == NULL)
        warn_of_end(program, using, days);
}
