/* names_private.h - the inside of names.h: names.c (what names mean) and names_remember.c (what notes keep of
 * it). */
#ifndef SLP_NAMES_PRIVATE_H
#define SLP_NAMES_PRIVATE_H

#include "coverage/names.h"

enum { SLP_TABLE_OID = 0 };                                 /* of a table's fields */
enum { SLP_COLUMN_NAME, SLP_COLUMN_NUMBER };                /* of a column's */
enum { SLP_KNOWN_TABLE, SLP_KNOWN_NAME, SLP_KNOWN_NUMBER }; /* of a remembered name's */

/* The number where the table has no such column, and the OID where there is no table. */
#define SLP_NOTHING "0"

/* What one note knows of one table. */
struct slp_table_names {
    struct sl_str note, oid;
    bool own; /* it is the note's own table */
};

struct slp_known_name {
    struct sl_str name, number;
    bool remembered; /* as it was first noted, if the column's line says something else */
};

/* The OID of the note's own table. */
struct sl_str slp_names_table(struct sl_str note);
struct slp_table_names slp_names_of(struct sl_str note, struct sl_str oid);

/* `rest` is what is left of the note. */
bool slp_names_next(const struct slp_table_names *names, struct sl_str *rest,
                    struct slp_known_name *ret);

/* The number that the name was first noted with; NOTHING: the name is not known. */
struct sl_str slp_names_first_number(const struct slp_table_names *names, struct sl_str name);

/* The number that the name means, of which a look says that it is `number`. */
struct sl_str slp_names_meant(const struct slp_names *names, struct sl_str oid,
                              const struct slp_known_name *now);

#endif
