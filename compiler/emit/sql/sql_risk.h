/* sql_risk.h - a risk check as one SELECT over the release's own expressions: how many people share each
 * combination of the identifying fields. Only counts leave the database, never a value.
 *
 * A combination is what the receiver sees: values are compared as released JSON, missing is one of them.
 * People are counted by the row key, and by every pseudonym that is another stream's row key in the same
 * destination (an account's customer); the smallest of these counts is taken, so that several rows of one
 * person do not hide each other. Needs of the session what sql_expr.h says. */
#ifndef SLC_SQL_RISK_H
#define SLC_SQL_RISK_H

#include "buf.h"
#include "ir/ir.h"

struct slc_risk_query {
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
    const struct slc_ir_field *const *identifying; /* at least one */
    uint32_t nidentifying;
    const struct slc_ir_field *const *sensitive;
    uint32_t nsensitive;
    int64_t people; /* asked for in each group */
    int64_t values; /* different ones of each sensitive field; 0: not asked */
};

/* The answer's one row. From SLC_RISK_SENSITIVE on two for each sensitive field: the fewest different
 * values in a group, and how many groups have fewer than asked. */
enum {
    SLC_RISK_GROUPS,
    SLC_RISK_PEOPLE,       /* in all groups */
    SLC_RISK_SMALLEST,     /* people in the smallest group */
    SLC_RISK_SMALL_GROUPS, /* with fewer people than asked */
    SLC_RISK_SMALL_PEOPLE, /* in these */
    SLC_RISK_SENSITIVE,
};

/* Ends without a semicolon. None of the fields may read an encrypted column. */
void slc_add_sql_risk(const struct slc_risk_query *query, struct sl_buf *out);

/* Whether SQL cannot give the field: it reads what only the pusher can decrypt. */
bool slc_reads_encrypted(const struct slc_ir_release *release, const struct slc_ir_field *field);

#endif
