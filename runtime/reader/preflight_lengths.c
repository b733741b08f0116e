/* preflight_lengths.c - columns that hold longer values than a record may have (preflight.h). It reads all rows of
 * each released table, so it is done where it is asked for. */
#include "maxima.h"
#include "postgres/quote.h"
#include "postgres/result.h"
#include "reader/preflight_tables.h"

#include <stdlib.h>

enum { MAX_SQL_BYTES = 1024 * 1024 };

/* Values that can be long. What an application has encrypted becomes shorter, or is not released. */
static bool
can_be_long(const struct sl_column *column)
{
    const bool is_long =
        column->kind == SL_TEXT || column->kind == SL_JSON || column->kind == SL_BYTES;
    return is_long && column->labels == NULL && (column->flags & SL_COLUMN_ENCRYPTED) == 0;
}

/* As many bytes as the value has at least in a record: bytes are written in base64 there. */
static void
add_length(struct sl_buf *sql, const struct sl_column *column)
{
    sl_buf_add_str(sql, SL_STR("max(octet_length("));
    slp_quote_identifier(sql, column->name);
    sl_buf_add_str(sql, column->kind == SL_BYTES ? SL_STR(") * 4::bigint / 3)")
                                                 : SL_STR("::text)::bigint)"));
}

static uint32_t
write_statement(struct sl_buf *sql, const struct sl_projection *release)
{
    const struct sl_table *table = release->table;
    uint32_t count = 0;
    sl_buf_add_str(sql, SL_STR("SELECT "));
    for (uint32_t i = 0; i < release->ncolumns; i++) {
        const struct sl_column *column = &table->columns[release->columns[i]];
        if (!can_be_long(column))
            continue;
        if (count++ > 0)
            sl_buf_add_str(sql, SL_STR(", "));
        add_length(sql, column);
    }
    sl_buf_add_str(sql, SL_STR(" FROM "));
    slp_quote_qualified(sql, table->schema, table->name);
    return count;
}

static void
tell_long(const struct slp_preflight *preflight, const struct sl_projection *release,
          const PGresult *result, size_t limit)
{
    int at = 0;
    for (uint32_t i = 0; i < release->ncolumns; i++) {
        const struct sl_column *column = &release->table->columns[release->columns[i]];
        if (!can_be_long(column))
            continue;
        const unsigned long long bytes = strtoull(PQgetvalue(result, 0, at++), NULL, 10);
        if (bytes <= limit)
            continue;
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) { SLP_ADVICE, SL_DATA,
                                        "withhold the column, or release what is derived from it; "
                                        "or shorten these values: a record that is too large "
                                        "pauses its release" },
            "%s.%s: %s.%s.%s holds values of up to %llu bytes, and a record has at most %zu",
            release->destination, release->stream, release->table->schema, release->table->name,
            column->name, bytes, limit);
    }
}

void
slp_preflight_lengths(const struct slp_preflight *preflight)
{
    const struct sl_policy *policy = preflight->config->policy;
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        const struct sl_projection *release = policy->projections[at];
        const size_t limit = preflight->config->record_limits[slp_destination_of(policy, release)];
        struct sl_buf sql;
        if (slp_drift_of(preflight->drift, release->table) != NULL)
            continue;
        sl_buf_init(&sql, MAX_SQL_BYTES);
        if (write_statement(&sql, release) > 0) {
            PGresult *result = slp_preflight_query(preflight, preflight->sql, sl_buf_cstr(&sql));
            if (result != NULL)
                tell_long(preflight, release, result, limit);
            PQclear(result);
        }
        sl_buf_done(&sql);
    }
}
