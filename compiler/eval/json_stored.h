/* json_stored.h - a document as PostgreSQL's jsonb holds and prints it. */
#ifndef SLC_JSON_STORED_H
#define SLC_JSON_STORED_H

#include "arena.h"

/* `text` as jsonb prints what it made of it: numbers in plain digits with the zeros behind the point that
 * numeric keeps, of members with one name the last, members by the length of their names and then by bytes,
 * one space behind a comma and a colon. False where it is no JSON, or a number is too long for numeric. */
bool slc_json_stored(struct sl_arena *arena, struct sl_str text, struct sl_str *ret_stored);

#endif
