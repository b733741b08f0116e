#include "diff/combination.h"

#include "eval/canary.h"

static uint64_t
combinations(const struct slc_combination *rows)
{
    uint64_t count = 1;
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
        if (rows->columns[i] && count <= SLC_MOST_ROWS)
            count *= rows->domains[i].count;
    return count;
}

/* Takes values from the longest list until few enough rows are left. */
static void
shorten(struct slc_combination *rows)
{
    while (combinations(rows) > SLC_MOST_ROWS) {
        struct slc_domain *longest = NULL;
        for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
            if (rows->columns[i] && (longest == NULL || rows->domains[i].count > longest->count))
                longest = &rows->domains[i];
        if (longest->count <= 1) /* more columns than rows: the rest stays as it is */
            return;
        longest->count--;
        rows->complete = false;
    }
}

static struct sl_value
some_value(const struct slc_pair *pair, uint32_t at)
{
    const struct slc_pair_column *column = &pair->columns[at];
    return slc_canary(
        pair->arena,
        column->column[SLC_HEAD] != NULL ? column->column[SLC_HEAD] : column->column[SLC_BASE], 0);
}

struct slc_combination
slc_combination_first(struct slc_pair *pair, struct slc_domains *uses, bool *columns, bool samples)
{
    struct slc_combination rows = { .pair = pair, .columns = columns, .complete = true };
    rows.domains = SL_NEW_ARRAY(pair->arena, struct slc_domain, pair->ncolumns + 1);
    rows.at = SL_NEW_ARRAY(pair->arena, uint32_t, pair->ncolumns + 1);
    rows.row = SL_NEW_ARRAY(pair->arena, struct sl_value, pair->ncolumns + 1);
    for (uint32_t i = 0; i < pair->ncolumns; i++) {
        if (columns[i]) {
            rows.domains[i] = slc_domain_of(uses, i, samples);
            rows.complete = rows.complete && rows.domains[i].complete;
        }
        rows.row[i] = columns[i] ? rows.domains[i].values[0] : some_value(pair, i);
    }
    shorten(&rows);
    return rows;
}

/* The next combination; false after the last. */
bool
slc_combination_next(struct slc_combination *rows)
{
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++) {
        if (!rows->columns[i])
            continue;
        rows->at[i] = (rows->at[i] + 1) % rows->domains[i].count;
        rows->row[i] = rows->domains[i].values[rows->at[i]];
        if (rows->at[i] != 0)
            return true;
    }
    return false;
}

void
slc_combination_restart(struct slc_combination *rows)
{
    memset(rows->at, 0, rows->pair->ncolumns * sizeof *rows->at);
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
        if (rows->columns[i])
            rows->row[i] = rows->domains[i].values[0];
}
