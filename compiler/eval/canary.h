/* canary.h - values that no output may show.
 *
 * A test fills every column that it does not give with a canary: a value of the column's type that
 * nothing else looks like, made from the column's name and a salt. A piece of four characters may
 * turn up by chance (in a pseudonym); with another salt it will not, a leak will. */
#ifndef SLC_CANARY_H
#define SLC_CANARY_H

#include "eval/eval.h"

enum { SLC_CANARY_PIECE_CHARS = 4 };

/* Whether the type has room for a canary: not boolean and enum, of which there are few values. */
bool slc_canary_fits(const struct slc_ir_type *type);

/* The canary of a column, or for types without room the first (salt even) or last (odd) value. */
struct sl_value slc_canary(struct sl_arena *arena, const struct slc_ir_column *column,
                           unsigned salt);

/* The canary's text as output would show it; empty where the type has no room. */
struct sl_str slc_canary_text(struct sl_arena *arena, struct sl_value canary);

/* Whether `output` holds the text; with `pieces`, or four characters of it in a row. */
bool slc_canary_shows(struct sl_str output, struct sl_str canary, bool pieces);

#endif
