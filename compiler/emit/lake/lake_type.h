/* lake_type.h - what the lake holds a field as: types of Spark, Hive and data contracts, and the
 * columns beside the fields. Made once here for all files of the lake.
 *
 * A type is chosen so that every value fits that the pusher may send, with all its digits: numeric
 * without a precision, or with more than 38 digits, is text. */
#ifndef SLC_LAKE_TYPE_H
#define SLC_LAKE_TYPE_H

#include "ir/ir.h"

struct slc_lake_type {
    struct sl_str spark; /* as in a StructType's JSON: "long", "decimal(12,2)" */
    struct sl_str sql;   /* of Spark SQL: "BIGINT" */
    struct sl_str hive;  /* of the raw JSON, read with Hive's rules: "bigint" */
    const char *logical; /* of a data contract: "integer" */
};

struct slc_lake_type slc_lake_type(struct sl_arena *arena, const struct slc_ir_expr *expr);

/* Whether a released value may be null: where it may be missing, and where JSON has no form for it
 * (NaN, infinities, dates outside 0001-9999). */
bool slc_may_be_null(const struct slc_ir_type *type);

/* Whether PostgreSQL may leave out of an update what the field reads, so that records can name it in
 * _unchanged: the types of varying length, which it may store out of line. */
bool slc_may_be_unchanged(const struct slc_ir_release *release, const struct slc_ir_field *field);

enum slc_envelope_place { SLC_IN_RECORD = 1, SLC_IN_TABLE = 2 };

struct slc_envelope {
    const char *name, *sql, *doc;
    int places; /* of enum slc_envelope_place */
};

/* Calls `each` for every column of envelope.def that the release has in that place, in order. */
void slc_each_envelope(const struct slc_ir_release *release, enum slc_envelope_place place,
                       void (*each)(void *to, const struct slc_envelope *envelope), void *to);

/* What the column holds, for schemas that write it in their own way. */
const char *slc_envelope_doc(const char *name);

#endif
