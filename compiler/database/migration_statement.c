#include "database/migration_statement.h"

#include "database/migration_list.h"
#include "database/migration_untried.h"
#include "plural.h"

#include <string.h>

/* ---- findings ----------------------------------------------------------------------------------- */

struct slc_span
slc_first_line(struct slc_span at)
{
    const struct sl_str text = slc_span_text(at);
    const char *end = memchr(text.ptr, '\n', text.len);
    if (end != NULL)
        at.end = at.begin + (uint32_t)(end - text.ptr);
    return at;
}

static void
report_untried(const struct slc_statements *statements, struct slc_span at, const char *why)
{
    slc_find(statements->program->findings, SLC_W0604, slc_first_line(at), "this was not tried: %s",
             why);
}

static struct sl_str
says(const struct slc_refusal *refusal)
{
    if (refusal->message.len > 0)
        return refusal->message;
    return refusal->condition != NULL
               ? sl_str_of(refusal->condition)
               : SL_STR("a function, a trigger or a DO block raises an error");
}

static void
report_refused(const struct slc_statements *statements, struct slc_span at,
               const struct slc_refusal *refusal)
{
    struct slc_findings *findings = statements->program->findings;
    struct slc_finding *finding = slc_find(
        findings, SLC_E0612, slc_first_line(at),
        "PostgreSQL refuses this statement (SQLSTATE %s): %.*s",
        refusal->condition != NULL ? refusal->sqlstate : "not shown", SL_FMT(says(refusal)));
    if (refusal->message.len == 0)
        slc_note(findings, finding,
                 "the message itself may hold a value of a row, and is not shown");
    if (strcmp(refusal->sqlstate, "55P03") == 0)
        slc_help(findings, finding, "others hold the table: try again when less goes on");
    if (strcmp(refusal->sqlstate, "42501") == 0)
        slc_help(
            findings, finding,
            "run it as a role that has the rights: a table is changed by its owner or a member "
            "of that role, a publication by its own owner, who must own a table to add it");
    if (strcmp(refusal->sqlstate, "57014") == 0)
        slc_help(
            findings, finding,
            "the trial had %u second%s: try it with fewer rows, or give it more with --seconds",
            statements->seconds, sl_plural(statements->seconds));
}

/* It may only lack what an earlier statement would have made. */
static void
report_doubtful(const struct slc_statements *statements, struct slc_span at,
                const struct slc_refusal *refusal)
{
    struct slc_findings *findings = statements->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_W0604, slc_first_line(at),
                 "this could not be tried: PostgreSQL refuses it (SQLSTATE %s) where a statement "
                 "before it was not tried",
                 refusal->condition != NULL ? refusal->sqlstate : "not shown");
    finding->cause = slc_first_line(statements->untried);
    finding->cause_label = SL_STR("this may be what it needs");
}

static void
leave_untried(struct slc_statements *statements, struct slc_span at, const char *why)
{
    report_untried(statements, at, why);
    if (slc_leaves_something(slc_span_text(at)))
        statements->untried = at;
}

/* ---- one that is not about transactions ------------------------------------------------------------ */

static enum slc_tried
try_plainly(struct slc_statements *statements, struct sl_str text, struct slc_refusal *ret_refusal,
            struct sl_err *reterr)
{
    enum slc_tried tried = slc_transaction_try(&statements->transaction, text, ret_refusal, reterr);
    if (tried != SLC_TRIED_REFUSED || statements->transaction.is_open ||
        strcmp(ret_refusal->sqlstate, "25001") != 0)
        return tried;
    const struct sl_str plain = slc_without_concurrently(statements->trial->arena, text);
    if (plain.len == 0)
        return tried;
    tried = slc_transaction_try(&statements->transaction, plain, ret_refusal, reterr);
    if (tried == SLC_TRIED_REFUSED && slc_refusal_is_about_time(ret_refusal))
        *ret_refusal =
            slc_refusal_of_code("25001"); /* the real one waits for others, and may take long */
    return tried;
}

static int
take_refusal(struct slc_statements *statements, struct slc_span at,
             const struct slc_refusal *refusal, struct sl_err *reterr)
{
    const struct slc_listed listed = { .program = statements->program,
                                       .trial = statements->trial,
                                       .published = statements->published,
                                       .statement = slc_span_text(at),
                                       .refusal = refusal,
                                       .at = slc_first_line(at) };
    const char *why = slc_untried_because(refusal->sqlstate, statements->transaction.is_open);
    if (why != NULL) {
        leave_untried(statements, at, why);
        return 0;
    }
    const enum slc_list_answer list =
        slc_refusal_may_be_a_list(refusal) ? slc_try_without_list(&listed, reterr) : SLC_LIST_NO;
    if (list == SLC_LIST_STAYS)
        statements->untried = at;
    if (list != SLC_LIST_NO)
        return list == SLC_LIST_UNASKED ? -1 : 0;
    if (statements->untried.source != NULL && !slc_refusal_is_certain(refusal))
        report_doubtful(statements, at, refusal);
    else
        report_refused(statements, at, refusal);
    return 0;
}

/* ---- all ------------------------------------------------------------------------------------------- */

static enum slc_tried
take(struct slc_statements *statements, struct slc_span at, struct slc_refusal *ret_refusal,
     struct sl_err *reterr)
{
    const struct sl_str text = slc_span_text(at);
    const struct slc_sql_transaction about = slc_sql_transaction_of(text);
    const bool was_open = statements->transaction.is_open;
    const char *why;
    if (about.kind == SLC_SQL_NO_TRANSACTION)
        return try_plainly(statements, text, ret_refusal, reterr);
    const enum slc_tried tried =
        slc_transaction_control(&statements->transaction, &about, ret_refusal, &why, reterr);
    if (why != NULL)
        report_untried(statements, at, why);
    if (statements->transaction.is_open && (!was_open || about.chain))
        statements->begun = at;
    return tried;
}

int
slc_statements_take(struct slc_statements *statements, const struct slc_sql_statement *statement,
                    struct sl_err *reterr)
{
    struct slc_refusal refusal;
    const enum slc_tried tried = take(statements, statement->at, &refusal, reterr);
    if (tried == SLC_TRIED_LOST)
        return -1;
    if (tried == SLC_TRIED_REFUSED &&
        take_refusal(statements, statement->at, &refusal, reterr) != 0)
        return -1;
    if (slc_published_look(statements->trial, statement->at, statements->published, reterr) != 0)
        return -1;
    return slc_stops_look(statements->stops, slc_first_line(statement->at), reterr);
}

void
slc_statements_end(const struct slc_statements *statements)
{
    if (statements->transaction.is_open)
        report_untried(statements, statements->begun,
                       "no COMMIT ends this transaction, which is judged as if one did");
}
