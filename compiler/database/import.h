/* import.h - tables of a live database as table blocks of a policy, every column unlabelled. */
#ifndef SLC_IMPORT_H
#define SLC_IMPORT_H

#include "buf.h"
#include "database/catalogue.h"

/* What was left out, and why; counts of tables. */
struct slc_left_out {
    uint32_t views, partitions, unlogged, of_extensions;
    uint32_t unwritable;           /* a name in it cannot stand in a policy, or it has no column */
    struct sl_str unwritable_name; /* one of these, as far as it can be shown */
    uint32_t faulty;               /* written, but of two rows can have one key */
    struct sl_str faulty_name;     /* one of these */
};

/* import_choose.c: marks the tables to import. `patterns` are NAME or SCHEMA.NAME in which * stands for any characters;
 * none: every table. One that is named without a * and cannot be imported, and a pattern that matches
 * nothing, is an error. */
SL_MUST_USE int slc_import_choose(struct slc_catalogue *catalogue, int npatterns,
                                  const char *const *patterns, struct slc_left_out *ret_left_out,
                                  struct sl_err *reterr);

/* Notes of which wanted tables two rows can have one key. */
SL_MUST_USE int slc_import_look_at_keys(struct slc_catalogue *catalogue,
                                        struct slc_session *session, struct sl_err *reterr);

/* import_kinds.c: notes what the columns of the wanted tables identify, where foreign keys lead from one to
 * another: `customer_id` of customers, and what references it, "customer". */
SL_MUST_USE int slc_import_look_at_kinds(struct slc_catalogue *catalogue,
                                         struct slc_session *session, struct sl_err *reterr);

/* import_write.c: a policy file with the wanted tables, in canonical layout, behind `out`. Tables of which a name
 * cannot be written are left out and counted. -1 and *reterr when the compiler itself could not read
 * what was written, or memory is short. */
SL_MUST_USE int slc_import_write(struct slc_catalogue *catalogue, bool suggest,
                                 struct slc_left_out *left_out, struct sl_buf *out,
                                 struct sl_err *reterr);

#endif
