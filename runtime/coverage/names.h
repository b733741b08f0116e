/* names.h - which column each name of a table meant, as notes have it (facts.h).
 *
 * Policies name columns, and PostgreSQL numbers them: a number is never given to another column of the
 * table. Where a name comes to mean another column that had another name before, what a line of the policy
 * says of the one would be applied to the contents of the other, whatever became of the column that had the
 * name. A name that no column had then has no other meaning now, and a column that no look has seen has a
 * number that nothing is known of: so the platform replaces a column by another one.
 *
 * A note remembers names by the OID of their table, and as they were first noted: a table that was away for
 * a while is held against what it was. What stands in the columns' own lines is not remembered twice. Names are
 * learned from each look, however the release stands: only its other lines wait until it is to be filled. */
#ifndef SLP_NAMES_H
#define SLP_NAMES_H

#include "coverage/fact.h"

/* What is known of names when a release's note is made or judged. */
struct slp_names {
    struct sl_str noted;         /* what was noted of the release */
    const struct sl_str *others; /* and of all others: which names each column had, */
    uint32_t nothers;            /* and what a name meant that `noted` does not know */
};

/* Whether `noted` has names of the table that `now` is about. */
bool slp_names_are_known(struct sl_str noted, struct sl_str now);

/* Whether a name that the release reads in `now` means another column of the table than it did; then *ret_name
 * is the first of them. */
bool slp_names_moved(const struct slp_names *names, struct sl_str now, struct sl_str *ret_name);

/* Appends the lines by which a note is to remember what is known: of other tables, and of its own, where its
 * columns' lines do not tell it. `now` is the note so far. With `are_meant` the names that its table has are right
 * as they are. Of a column that is renamed again and again, some names that the release does not read are
 * forgotten, so that notes do not grow for ever. False when memory is short. */
SL_MUST_USE bool slp_names_remember(const struct slp_names *names, struct sl_str now,
                                    bool are_meant, struct sl_buf *out);

/* Appends all that a note knows of names, its own table's too, as lines of a note that has nothing else. */
void slp_names_collect(struct sl_str note, struct sl_buf *out);

/* Appends the note as it was, but with what `now` remembers of names. False when memory is short. */
SL_MUST_USE bool slp_names_learn(struct sl_str noted, struct sl_str now, struct sl_buf *out);

/* The next table that a note remembers names of, behind *ret_oid, which is empty at first; the lines before it
 * are taken off the note. False: there is none. */
bool slp_names_next_table(struct sl_str *note, struct sl_str *ret_oid);

/* Appends the note without what it remembers of that table. */
void slp_names_forget(struct sl_str note, struct sl_str oid, struct sl_buf *out);

#endif
