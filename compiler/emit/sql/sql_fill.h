/* sql_fill.h - what fills the braces of functions' templates (sql_call.c), by families; between these
 * files alone. */
#ifndef SLC_SQL_FILL_H
#define SLC_SQL_FILL_H

#include "emit/sql/sql_private.h"

#include <assert.h>

/* One pair of braces: up to three words. */
struct slc_sql_slot {
    struct sl_str words[3];
};

struct slc_sql_filling {
    const struct slc_sql *sql;
    const struct slc_ir_expr *call;
};

typedef void slc_sql_fill(const struct slc_sql_filling *filling, const struct slc_sql_slot *slot);

static inline bool
slc_sql_is_number(struct sl_str word)
{
    return word.len == 1 && word.ptr[0] >= '1' && word.ptr[0] <= '9';
}

static inline const struct slc_ir_arg *
slc_sql_arg_of(const struct slc_sql_filling *filling, struct sl_str word)
{
    uint32_t at = (uint32_t)(word.ptr[0] - '1');
    assert(at < filling->call->nargs && "a template of functions.def counts too far");
    return &filling->call->args[at];
}

/* sql_fill_values.c: bands, cases, dates and keys. */
slc_sql_fill slc_fill_bands;
slc_sql_fill slc_fill_shares;
slc_sql_fill slc_fill_cases;
slc_sql_fill slc_fill_months;
slc_sql_fill slc_fill_between;
slc_sql_fill slc_fill_prefix;
slc_sql_fill slc_fill_key;
slc_sql_fill slc_fill_number_of_hash;
slc_sql_fill slc_fill_shifted;

/* sql_fill_texts.c: places, postcodes, telephone numbers, documents, and what texts must match. */
slc_sql_fill slc_fill_grid;
slc_sql_fill slc_fill_postcode;
slc_sql_fill slc_fill_phone;
slc_sql_fill slc_fill_phone_form;
slc_sql_fill slc_fill_personal_domains;
slc_sql_fill slc_fill_leaf;

/* The regular expression or class of characters of that name. Lives for ever. */
const char *slc_sql_pattern(struct sl_str name);

#endif
