/* typed.h - what type an expression gets, or what is found in it.
 *
 * The expressions are about one table, with a column of each type: s smallint, i integer, b bigint,
 * n numeric(12,2), r real, d double, t text, v varchar(3), c citext?, e enum("red", "green"), day date,
 * made timestamptz, local timestamp, clock time, f boolean, u uuid, j jsonb?, raw bytea, o opaque?,
 * secret text encrypted; n_, t_, e_, day_, made_, local_ and f_ are those types that may be missing. There is a key k
 * for pseudonyms. */
#ifndef TYPED_H
#define TYPED_H

#include "../checked.h"

/* An expression; its type as policies write it ("numeric?"), or after findings their codes; and words
 * that a finding says (NULL: none). */
struct typed {
    const char *expression, *expected, *words;
};

void expect_types(const struct typed *cases, size_t count);

#define EXPECT_TYPES(cases) expect_types((cases), COUNT_OF(cases))

/* The whole policy, of which `line` is a line of the release. Lives in the arena. */
const char *policy_with_line(struct sl_arena *arena, const char *line);

#endif
