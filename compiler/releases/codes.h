/* codes.h - the calls that make codes, and which of them make equal codes. */
#ifndef SLC_CODES_H
#define SLC_CODES_H

#include "releases/keyed.h"

/* A call that makes codes, in a release. */
struct slc_code_use {
    const struct slc_release *release;
    const struct slc_expr *call;
    struct slc_keyed keyed;
    struct slc_code_use *next; /* of the set */
};

/* Codes of one form, of one kind under one key in a destination: equal where the values are. Of buckets
 * and shifts there are none, since they tell no value from all others. */
struct slc_code_set {
    uint32_t number; /* from 0 */
    struct slc_code_use *first, **end;
    struct slc_code_set *next;
};

/* Notes program->code_sets, in the order of their first calls. */
void slc_collect_codes(struct slc_program *program);

#endif
