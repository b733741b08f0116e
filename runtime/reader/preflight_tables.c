#include "reader/preflight_tables.h"

#include "drift/catalogue_compare.h"
#include "drift/new_columns.h"
#include "plural.h"
#include "postgres/result.h"

#include <stdio.h>
#include <stdlib.h>

/* A table and what the database has for it. */
struct pair {
    const struct slp_preflight *preflight;
    const struct sl_table *declared;
    const struct slp_found_table *found;
};

/* ---- drift ---------------------------------------------------------------------------------- */

static void
check_drift(const struct slp_preflight *preflight, const struct slp_catalogue *catalogue)
{
    struct slp_drift *drift = preflight->drift;
    slp_catalogue_compare(catalogue, drift);
    for (uint32_t i = 0; i < drift->count; i++) {
        struct sl_err finding;
        (void)slp_drift_describe(&drift->items[i], &finding);
        preflight->tell(preflight->context,
                        drift->items[i].table != NULL ? SLP_STOPS_TABLE : SLP_STOPS, &finding);
    }
}

/* ---- columns -------------------------------------------------------------------------------- */

typedef bool column_fn(const struct sl_column *declared, const struct slp_found_column *found);

static bool
is_readable_for_nothing(const struct sl_column *declared, const struct slp_found_column *found)
{
    return found->readable && (declared->flags & SL_COLUMN_PUBLISHED) == 0;
}

static bool
is_published_for_nothing(const struct sl_column *declared, const struct slp_found_column *found)
{
    return found->published && !found->generated && (declared->flags & SL_COLUMN_PUBLISHED) == 0;
}

/* The first column of which it is true; *ret_count tells of how many it is. */
static const char *
count_columns(const struct pair *pair, column_fn *is, uint32_t *ret_count)
{
    const char *first = NULL;
    *ret_count = 0;
    for (uint32_t i = 0; i < pair->found->ncolumns; i++) {
        int column = slp_table_column(pair->declared, pair->found->columns[i].name);
        if (column < 0 || !is(&pair->declared->columns[column], &pair->found->columns[i]))
            continue;
        if (first == NULL)
            first = pair->declared->columns[column].name;
        *ret_count += 1;
    }
    return first;
}

static void
advise_on_columns(const struct pair *pair, column_fn *is, const char *what)
{
    uint32_t count;
    const char *first = count_columns(pair, is, &count);
    char more[32] = "";
    if (first == NULL)
        return;
    if (count > 1)
        (void)snprintf(more, sizeof more, " and %u more", count - 1);
    slp_preflight_report(
        pair->preflight,
        (struct slp_finding_kind) { SLP_ADVICE, SL_CONFIG, "apply setup.sql of generated/ again" },
        "%s.%s: %s %s%s", pair->declared->schema, pair->declared->name, what, first, more);
}

static void
check_new_columns(const struct pair *pair)
{
    for (uint32_t i = 0; i < pair->found->ncolumns; i++) {
        const struct slp_found_column *column = &pair->found->columns[i];
        if (slp_withholds_new_column(pair->declared, column))
            slp_preflight_report(
                pair->preflight,
                (struct slp_finding_kind) { SLP_ADVICE, SL_CONFIG,
                                            "label it in the table's block of the policy, and "
                                            "decide in each release what becomes of it" },
                "%s.%s.%.*s: the policy has no such column, and withholds it as new",
                pair->declared->schema, pair->declared->name, SL_FMT(column->name));
    }
}

static void
check_list(const struct pair *pair)
{
    if (!pair->declared->publishes_whole_rows)
        advise_on_columns(pair, is_published_for_nothing,
                          "the publication sends what no release reads: column");
    else if (pair->found->has_column_list)
        slp_preflight_report(
            pair->preflight,
            (struct slp_finding_kind) { SLP_ADVICE, SL_CONFIG,
                                        "apply setup.sql of generated/ again: the policy publishes "
                                        "whole rows, so that the platform's migrations of its "
                                        "columns are not refused" },
            "%s.%s: the publication has a column list", pair->declared->schema,
            pair->declared->name);
}

static void
check_rights(const struct pair *pair)
{
    advise_on_columns(pair, is_readable_for_nothing,
                      "the reader's role may read what no release reads: column");
}

/* ---- size ----------------------------------------------------------------------------------- */

/* A value travels whole: reader and sender hold it two or three times. */
enum { LARGE_ROW_BYTES = 1024 * 1024 };

static bool
reads_bytes(const struct sl_table *declared)
{
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        if (declared->columns[i].kind == SL_BYTES &&
            (declared->columns[i].flags & SL_COLUMN_PUBLISHED) != 0)
            return true;
    }
    return false;
}

/* How much a row keeps out of line, on average; of a partitioned table nothing is known. */
static void
check_size(const struct pair *pair)
{
    char sql[256];
    if (!reads_bytes(pair->declared))
        return;
    (void)snprintf(sql, sizeof sql,
                   "SELECT pg_relation_size(reltoastrelid) / greatest(reltuples, 1) > %d "
                   "FROM pg_catalog.pg_class WHERE oid = %u AND reltoastrelid <> 0",
                   LARGE_ROW_BYTES, pair->found->oid);
    PGresult *result = slp_preflight_query(pair->preflight, pair->preflight->sql, sql);
    if (slp_result_says(result, 0))
        slp_preflight_report(
            pair->preflight,
            (struct slp_finding_kind) {
                SLP_ADVICE, SL_CONFIG,
                "release its presence or length elsewhere, or give the pusher memory "
                "for three times the largest row" },
            "%s.%s has large rows and a bytea column that a release reads", pair->declared->schema,
            pair->declared->name);
    PQclear(result);
}

/* ---- all ------------------------------------------------------------------------------------ */

static void
check_surplus(const struct slp_preflight *preflight,
              const struct slp_found_publication *publication)
{
    if (publication->nsurplus > 0)
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) {
                SLP_ADVICE, SL_CONFIG,
                "apply setup.sql of generated/ again, or give others a publication of "
                "their own" },
            "the publication sends %u table%s that the policy does not have, among "
            "them %.*s",
            publication->nsurplus, sl_plural(publication->nsurplus),
            SL_FMT(publication->surplus_name));
}

void
slp_preflight_tables(const struct slp_preflight *preflight)
{
    struct sl_err err;
    struct slp_catalogue *catalogue = slp_catalogue_load(preflight->sql, &preflight->tables,
                                                         preflight->config->publication, 0, &err);
    if (catalogue == NULL) {
        slp_preflight_report_error(preflight, &err);
        return;
    }
    check_drift(preflight, catalogue);
    check_surplus(preflight, &catalogue->publication);
    for (uint32_t i = 0; i < preflight->tables.count; i++) {
        const struct pair pair = {
            .preflight = preflight,
            .declared = preflight->tables.items[i].declared,
            .found = &catalogue->tables[i],
        };
        if (!pair.found->exists)
            continue;
        check_rights(&pair);
        check_new_columns(&pair);
        check_list(&pair);
        check_size(&pair);
    }
    slp_catalogue_free(catalogue);
}
