/* facts.h - inside the measure: listed values. */
#ifndef SLC_FACTS_H
#define SLC_FACTS_H

#include "measure/line.h"

/* Whether the line asks for words within texts, not for whole values. */
bool slc_asks_for_words(const struct slc_measured *line);

/* Whether two words are one to contains_word: a to z as A to Z. */
bool slc_same_word(struct sl_str a, struct sl_str b);

/* A text as the tidying functions of an operand leave it. */
struct sl_str slc_tidied(struct sl_arena *arena, const struct slc_expr *operand,
                         struct sl_str text);

/* `group`; and one_of, which tells each of its values from the others. */
bool slc_is_grouping(const struct slc_measured *line);

bool slc_tells_each(const struct slc_measured *line);

/* Whether a listed value counts: against rows for `group` (`classes`) every value of a group does, against
 * others those that stand alone in their class. */
bool slc_counts_fact(struct sl_arena *arena, const struct slc_measured *line,
                     const struct slc_fact *fact, bool classes);

/* Whether no value that counts so was listed before: the same value after the same tidying. */
bool slc_is_first_fact(struct sl_arena *arena, const struct slc_measured *line,
                       const struct slc_fact *fact, bool classes);

/* Whether no line lists the number before, however it is spelled: for the holes of a cell. */
bool slc_is_first_hole(const struct slc_subject *subject, const struct slc_measured *line,
                       const struct slc_fact *fact);

/* Whether some list of the column shows one of the two and not the other, or both in different classes. */
bool slc_lists_tell_apart(const struct slc_subject *subject, const struct slc_literal *a,
                          const struct slc_literal *b);

/* Whether a group's value is the only one of its class that can come out of the line's tidying. */
bool slc_stands_alone(struct sl_arena *arena, const struct slc_measured *line,
                      const struct slc_fact *fact);

/* ": \"a\", \"b\" and others", of the values that the lines of a scope list; empty for other lines. */
struct sl_str slc_counted_examples(struct sl_arena *arena, const struct slc_measured *line);

#endif
