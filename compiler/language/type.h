/* type.h - the types of columns and expressions. */
#ifndef SLC_TYPE_H
#define SLC_TYPE_H

#include "abi/value.h"
#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

enum slc_type_id {
    SLC_TYPE_NONE, /* not yet known, or the fault was reported: later checks stay silent */
#define SLC_TYPE(id, spelling, kind, pg_name, oid, tag, json) SLC_TYPE_##id,
#include "types.def"
#undef SLC_TYPE
    SLC_NTYPES
};

struct slc_enum_label;

struct slc_type {
    enum slc_type_id id;
    bool nullable;                       /* may be missing */
    bool has_precision;                  /* numeric(p,s), varchar(n), char(n) */
    uint32_t precision, scale;           /* n is the precision */
    const struct slc_enum_label *labels; /* of ENUM */
};

struct slc_type_info {
    const char *spelling;
    enum sl_kind kind;
    const char *pg_name;       /* NULL: none of its own */
    uint32_t oid;              /* 0: binds by name */
    const char *pseudonym_tag; /* NULL: cannot be pseudonymised */
    const char *json;          /* JSON Schema type */
};

/* Facts of types.def. For SLC_TYPE_NONE spelling is "?". */
const struct slc_type_info *slc_type_info(enum slc_type_id id);

/* By spelling; SLC_TYPE_NONE when there is none. */
enum slc_type_id slc_type_named(struct sl_str spelling);

/* As a policy writes it: "numeric(12,2)", "enum"; without an enum's labels and without `?`. */
struct sl_str slc_type_spelling(struct sl_arena *arena, const struct slc_type *type);

#endif
