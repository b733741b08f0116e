/* fill_note.c - what is noted of each release: facts of the newest look (coverage/facts.h). */
#include "coverage/facts.h"
#include "coverage/names.h"
#include "maxima.h"
#include "postgres/result.h"
#include "reader/fills_private.h"

#include <stdio.h>

struct slp_names
slp_fills_names(const struct slp_fills *fills, uint32_t projection)
{
    for (uint32_t at = 0; at < fills->nprojections; at++)
        fills->known[at] = sl_buf_str(slp_state_facts(fills->state, at));
    fills->known[fills->nprojections] = slp_state_other_names(fills->state);
    return (struct slp_names) { .noted = fills->known[projection],
                                .others = fills->known,
                                .nothers = fills->nprojections + 1 };
}

static int
make_note(struct slp_fills *fills, uint32_t projection, bool names_are_meant, struct sl_err *reterr)
{
    const struct slp_release *release = slp_fills_release(fills, projection);
    const struct slp_facts_source source = {
        .catalogue = slp_watch_catalogue(fills->config.watch),
        .release = release->projection,
        .table = release->table,
        .fingerprints = sl_buf_str(&fills->fingerprints[projection]),
        .names = slp_fills_names(fills, projection),
        .names_are_meant = names_are_meant,
    };
    sl_buf_clear(&fills->note);
    return slp_facts_note(&source, &fills->note, reterr);
}

int
slp_fills_note(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    return make_note(fills, projection, false, reterr);
}

/* ---- tables that are gone ------------------------------------------------------------------- */

static int
ask_whether_gone(struct slp_conn *sql, struct sl_str oid, bool *ret_gone, struct sl_err *reterr)
{
    char text[16];
    const char *const params[] = { text };
    const struct slp_statement statement = { .doing =
                                                 "looking for a table that had the name before",
                                             .sql = "SELECT EXISTS (SELECT FROM pg_class WHERE "
                                                    "oid = $1::oid)",
                                             .nparams = 1,
                                             .params = params };
    (void)snprintf(text, sizeof text, "%.*s", SL_FMT(oid));
    PGresult *result = slp_conn_query_params(sql, &statement, reterr);
    if (result == NULL)
        return -1;
    *ret_gone = !slp_result_is_true(result, 0, 0);
    PQclear(result);
    return 0;
}

/* What was dropped does not come back. Else a table that is loaded anew each night, under another OID, would make
 * the note longer for ever. */
static int
forget_gone(struct slp_fills *fills, struct sl_err *reterr)
{
    struct sl_buf left;
    struct sl_str note = sl_buf_str(&fills->note), oid = SL_STR("");
    int failed = 0;
    sl_buf_init(&left, SLP_MAX_FACTS_BYTES);
    sl_buf_add_str(&left, note);
    while (failed == 0 && slp_names_next_table(&note, &oid)) {
        bool gone = false;
        failed = ask_whether_gone(fills->config.sql, oid, &gone, reterr);
        if (!gone)
            continue;
        struct sl_buf fewer;
        sl_buf_init(&fewer, SLP_MAX_FACTS_BYTES);
        slp_names_forget(sl_buf_str(&left), oid, &fewer);
        sl_buf_done(&left);
        left = fewer;
    }
    if (failed == 0) {
        sl_buf_clear(&fills->note);
        sl_buf_add_str(&fills->note, sl_buf_str(&left));
    }
    sl_buf_done(&left);
    return failed;
}

/* ---- keeping -------------------------------------------------------------------------------- */

static bool
is_of_another_table(const struct sl_buf *facts, const struct sl_buf *note)
{
    uint32_t before, now;
    return slp_facts_table_oid(sl_buf_str(facts), &before) &&
           (!slp_facts_table_oid(sl_buf_str(note), &now) || before != now);
}

int
slp_fills_keep_note(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    struct sl_buf *facts = slp_state_facts(fills->state, projection);
    if (is_of_another_table(facts, &fills->note) && forget_gone(fills, reterr) != 0)
        return -1;
    sl_buf_clear(facts);
    sl_buf_add_str(facts, sl_buf_str(&fills->note));
    return sl_buf_failed(facts) ? sl_fail(reterr, SL_RETRY, "memory is short for coverage") : 0;
}

static int
replace_facts(struct slp_fills *fills, uint32_t projection, struct sl_str now,
              struct sl_err *reterr)
{
    struct sl_buf *facts = slp_state_facts(fills->state, projection);
    if (sl_str_equal(sl_buf_str(facts), now))
        return 0;
    sl_buf_clear(facts);
    sl_buf_add_str(facts, now);
    return sl_buf_failed(facts) ? sl_fail(reterr, SL_RETRY, "memory is short for coverage")
                                : slp_state_save_coverage(fills->state, projection, reterr);
}

/* At once, since the names may be others again when a killed pusher is started. */
int
slp_fills_learn_names(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct sl_str noted = sl_buf_str(slp_state_facts(fills->state, projection));
    struct sl_buf facts;
    if (slp_fills_note(fills, projection, reterr) != 0)
        return -1;
    if (sl_str_equal(noted, sl_buf_str(&fills->note)))
        return 0;
    if (noted.len > 0 && !slp_names_are_known(noted, sl_buf_str(&fills->note)) &&
        forget_gone(fills, reterr) != 0)
        return -1;
    sl_buf_init(&facts, SLP_MAX_FACTS_BYTES);
    const int failed = slp_names_learn(noted, sl_buf_str(&fills->note), &facts)
                           ? replace_facts(fills, projection, sl_buf_str(&facts), reterr)
                           : sl_fail(reterr, SL_RETRY, "memory is short for coverage");
    sl_buf_done(&facts);
    return failed;
}

int
slp_fills_take_names(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    return make_note(fills, projection, true, reterr) == 0
               ? slp_fills_keep_note(fills, projection, reterr)
               : -1;
}
