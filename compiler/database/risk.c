#include "database/risk.h"

#include "database/session.h"
#include "emit/sql/sql_risk.h"
#include "ir/variety.h"
#include "maxima.h"
#include "plural.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- a check and its query ------------------------------------------------------------------ */

/* Everything that one check is worked out with. */
struct checking {
    struct slc_program *program;
    const struct slc_risk *risk;
    const struct slc_ir_place *place;
    struct slc_risk_query query;
};

static int64_t
number_of(struct sl_arena *arena, struct sl_str digits)
{
    return digits.len > 0 ? strtoll(sl_arena_cstr(arena, digits), NULL, 10) : 0;
}

/* `lowered` is what the IR has of the check. */
static struct checking
checking_of(struct slc_program *program, const struct slc_ir *ir, const struct slc_risk *risk,
            const struct slc_ir_risk *lowered)
{
    return (struct checking) {
        .program = program,
        .risk = risk,
        .place = &lowered->place,
        .query = {
            .ir = ir,
            .release = lowered->release,
            .identifying = lowered->identifying,
            .nidentifying = lowered->nidentifying,
            .sensitive = lowered->sensitive,
            .nsensitive = lowered->nsensitive,
            .people = number_of(program->arena, lowered->people),
            .values = number_of(program->arena, lowered->values),
        },
    };
}

/* The first field that only the pusher could work out; NULL: none. */
static const struct slc_ir_field *
encrypted_field(const struct slc_risk_query *query)
{
    for (uint32_t i = 0; i < query->nidentifying; i++)
        if (slc_reads_encrypted(query->release, query->identifying[i]))
            return query->identifying[i];
    for (uint32_t i = 0; i < query->nsensitive; i++)
        if (slc_reads_encrypted(query->release, query->sensitive[i]))
            return query->sensitive[i];
    return NULL;
}

/* "lake.customers: age_band, region (customers.policy:71)" */
static struct sl_str
title_of(const struct checking *checking)
{
    struct sl_arena *arena = checking->program->arena;
    struct sl_str title = sl_arena_format(arena, "%.*s:", SL_FMT(checking->query.release->name));
    for (const struct slc_name *name = checking->risk->identifying; name != NULL; name = name->next)
        title = sl_arena_format(arena, "%.*s %.*s%s", SL_FMT(title), SL_FMT(name->text),
                                name->next != NULL ? "," : "");
    return sl_arena_format(arena, "%.*s (%.*s:%u)", SL_FMT(title), SL_FMT(checking->place->file),
                           checking->place->line);
}

void
slc_print_risks(struct slc_program *program, const struct slc_ir *ir, struct sl_buf *out)
{
    const struct slc_ir_risk *lowered = ir->risks;
    for (const struct slc_risk *risk = program->risks; risk != NULL; risk = risk->next) {
        struct checking checking = checking_of(program, ir, risk, lowered++);
        sl_buf_printf(out, "-- %.*s\n", SL_FMT(title_of(&checking)));
        if (encrypted_field(&checking.query) != NULL)
            sl_buf_printf(out,
                          "-- cannot be counted in the database: '%.*s' is made of an "
                          "encrypted column\n",
                          SL_FMT(encrypted_field(&checking.query)->name));
        else
            slc_add_sql_risk(&checking.query, out);
        sl_buf_add_str(out,
                       encrypted_field(&checking.query) != NULL ? SL_STR("\n") : SL_STR(";\n\n"));
    }
}

/* ---- what was counted ----------------------------------------------------------------------- */

static int64_t
count_at(const PGresult *result, int column)
{
    return strtoll(PQgetvalue(result, 0, column), NULL, 10);
}

static void
note_variety(const struct checking *checking, struct slc_finding *finding,
             const struct slc_ir_field *field)
{
    struct slc_findings *findings = checking->program->findings;
    struct slc_variety_count count =
        slc_count_variety(checking->program->arena, checking->query.release, field->expr);
    if (count.known)
        slc_note(findings, finding, "'%.*s' has up to %" PRIu64 " value%s", SL_FMT(field->name),
                 count.count, sl_plural(count.count));
    else
        slc_note(findings, finding, "'%.*s' has any number of values", SL_FMT(field->name));
}

static void
report_small_groups(const struct checking *checking, const PGresult *result)
{
    struct slc_findings *findings = checking->program->findings;
    int64_t smallest = count_at(result, SLC_RISK_SMALLEST);
    int64_t groups = count_at(result, SLC_RISK_GROUPS), people = count_at(result, SLC_RISK_PEOPLE);
    if (smallest >= checking->query.people)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0701, checking->risk->people.at,
                 "the smallest group has %" PRId64 " %s, where at least %" PRId64 " are asked for",
                 smallest, smallest == 1 ? "person" : "people", checking->query.people);
    slc_note(findings, finding,
             "%" PRId64 " of %" PRId64 " group%s too small, with %" PRId64 " of %" PRId64 " %s",
             count_at(result, SLC_RISK_SMALL_GROUPS), groups, groups == 1 ? " is" : "s are",
             count_at(result, SLC_RISK_SMALL_PEOPLE), people, people == 1 ? "person" : "people");
    for (uint32_t i = 0; i < checking->query.nidentifying; i++)
        note_variety(checking, finding, checking->query.identifying[i]);
    slc_help(findings, finding, "make one of these fields coarser, or release one of them less");
}

static void
report_few_values(const struct checking *checking, const PGresult *result, uint32_t sensitive)
{
    struct slc_findings *findings = checking->program->findings;
    int column = SLC_RISK_SENSITIVE + 2 * (int)sensitive;
    int64_t fewest = count_at(result, column), groups = count_at(result, SLC_RISK_GROUPS);
    if (fewest >= checking->query.values)
        return;
    struct slc_finding *finding = slc_find(
        findings, SLC_E0702, checking->risk->values.at,
        "a group has %" PRId64 " different %s of '%.*s', where at least %" PRId64 " are asked for",
        fewest, fewest == 1 ? "value" : "values",
        SL_FMT(checking->query.sensitive[sensitive]->name), checking->query.values);
    slc_note(findings, finding, "%" PRId64 " of %" PRId64 " group%s fewer",
             count_at(result, column + 1), groups, groups == 1 ? " has" : "s have");
    slc_note(findings, finding,
             "whoever knows that a person is in such a group knows the value without the row");
    slc_help(findings, finding,
             "make an identifying field or '%.*s' coarser, or release one of them less",
             SL_FMT(checking->query.sensitive[sensitive]->name));
}

static void
take_counts(const struct checking *checking, const PGresult *result, struct sl_buf *out)
{
    if (count_at(result, SLC_RISK_GROUPS) == 0) {
        slc_find(checking->program->findings, SLC_W0701, checking->risk->at,
                 "the table has no row that is released: there was nothing to count");
        return;
    }
    int64_t groups = count_at(result, SLC_RISK_GROUPS);
    sl_buf_printf(out, "%.*s: %" PRId64 " group%s, the smallest of %" PRId64 "\n",
                  SL_FMT(title_of(checking)), groups, sl_plural((uint64_t)groups),
                  count_at(result, SLC_RISK_SMALLEST));
    report_small_groups(checking, result);
    if (checking->query.values > 0)
        for (uint32_t i = 0; i < checking->query.nsensitive; i++)
            report_few_values(checking, result, i);
}

static void
report_encrypted(const struct checking *checking, const struct slc_ir_field *field)
{
    struct slc_findings *findings = checking->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0703, checking->risk->at,
                 "this cannot be counted in the database: '%.*s' is made of an encrypted column",
                 SL_FMT(field->name));
    slc_help(findings, finding, "count it where the column is in clear: in the destination");
}

/* ---- counting ------------------------------------------------------------------------------- */

static int
check_risk(const struct checking *checking, struct slc_session *session, struct sl_buf *out,
           struct sl_err *reterr)
{
    const struct slc_ir_field *encrypted = encrypted_field(&checking->query);
    if (encrypted != NULL) {
        report_encrypted(checking, encrypted);
        return 0;
    }
    struct sl_buf sql;
    sl_buf_init(&sql, SLC_MAX_OUTPUT_BYTES);
    slc_add_sql_risk(&checking->query, &sql);
    sl_buf_add_byte(&sql, '\0');
    PGresult *result =
        sl_buf_failed(&sql) ? NULL : slc_session_query(session, sql.bytes, NULL, reterr);
    sl_buf_done(&sql);
    if (result == NULL)
        return -1;
    take_counts(checking, result, out);
    PQclear(result);
    return 0;
}

int
slc_check_risks(struct slc_program *program, const struct slc_ir *ir, const char *conninfo,
                struct sl_buf *out, struct sl_err *reterr)
{
    struct slc_session *session = slc_session_open(program->arena, conninfo, reterr);
    if (session == NULL)
        return -1;
    int result = 0;
    const struct slc_ir_risk *lowered = ir->risks;
    for (const struct slc_risk *risk = program->risks; risk != NULL && result == 0;
         risk = risk->next) {
        const struct checking checking = checking_of(program, ir, risk, lowered++);
        result = check_risk(&checking, session, out, reterr);
    }
    slc_session_close(session);
    return result;
}
