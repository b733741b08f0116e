/* subject.h - what a name on the command line means: `lake.customers.age_band`, `email`, `lake`. */
#ifndef SLC_SUBJECT_H
#define SLC_SUBJECT_H

#include "syntax/ast.h"

enum slc_subject_kind {
    SLC_SUBJECT_FIELD,   /* destination.stream.field */
    SLC_SUBJECT_COLUMN,  /* schema.table.column, or schema.table.document.path: a declared leaf */
    SLC_SUBJECT_RELEASE, /* destination.stream */
    SLC_SUBJECT_TABLE,   /* schema.table */
    SLC_SUBJECT_DESTINATION, /* destination */
    SLC_SUBJECT_CATEGORY,    /* category */
    SLC_SUBJECT_KEY,         /* key */
    SLC_SUBJECT_ROLE,        /* role */
    SLC_SUBJECT_KINDS
};

/* Members by kind, and what they belong to. */
struct slc_named_subject {
    enum slc_subject_kind kind;
    struct sl_str name; /* in full, without backquotes */
    const struct slc_release *release;
    const struct slc_statement *field;
    const struct slc_table *table;
    const struct slc_column *column;
    const struct slc_destination *destination;
    const struct slc_category *category;
    const struct slc_key *key;
    const struct slc_role *role;
};

/* "field", "column", … */
const char *slc_subject_word(enum slc_subject_kind kind);

/* `name` is a full name, or its end behind a point where only one thing has it; backquotes are left
 * out; a kind's word in front ("table lake.customers") leaves the other kinds out. -1 and *reterr with
 * the names that were perhaps meant when nothing or more than one thing has it. */
SL_MUST_USE int slc_subject_find(const struct slc_program *program, const char *name,
                                 struct slc_named_subject *ret_subject, struct sl_err *reterr);

#endif
