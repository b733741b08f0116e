/* json_reader.h - JSON texts (RFC 8259) for the reference evaluator: its own parser, so that numbers keep
 * the digits with which they are written, and members that are there twice can be told.
 *
 * Texts are UTF-8. A NUL in a string, and half of a surrogate pair, are refused as by PostgreSQL. */
#ifndef SLC_JSON_READER_H
#define SLC_JSON_READER_H

#include "arena.h"

struct slc_json_member {
    struct sl_str name;
    struct sl_str value; /* as it is written, a string with its quotes */
    struct slc_json_member *next;
};

struct slc_json_item {
    struct sl_str value; /* as it is written */
    struct slc_json_item *next;
};

/* Whether the text is one JSON value. */
bool slc_json_is_value(struct sl_arena *arena, struct sl_str text);

/* What stands at a path of names with points between them, as it is written; empty where there is
 * nothing. */
struct sl_str slc_json_leaf(struct sl_arena *arena, struct sl_str document, struct sl_str path);

/* The characters of a text that is one string; false when it is something else. */
bool slc_json_read_string(struct sl_arena *arena, struct sl_str text, struct sl_str *ret_string);

/* The members of a text that is one object, as they are written, also where two have one name; false
 * when it is something else. */
bool slc_json_members(struct sl_arena *arena, struct sl_str text,
                      struct slc_json_member **ret_members);

/* The items of a text that is one array; false when it is something else. */
bool slc_json_items(struct sl_arena *arena, struct sl_str text,
                    const struct slc_json_item **ret_items);

#endif
