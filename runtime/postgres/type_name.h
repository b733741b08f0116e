/* type_name.h - how PostgreSQL names a column's type, in the stream and in the catalogue. */
#ifndef SLP_TYPE_NAME_H
#define SLP_TYPE_NAME_H

#include "str.h"

#include <stdint.h>

/* Of a domain its base type. */
struct slp_type_name {
    uint32_t oid;         /* the base's where it is known */
    struct sl_str schema; /* empty: pg_catalog */
    struct sl_str name;   /* empty: only the OID is known, which is then a built-in type's */
    int32_t modifier;     /* pg_attribute.atttypmod */
    bool modifier_known;  /* the stream does not tell a domain's */
};

#endif
