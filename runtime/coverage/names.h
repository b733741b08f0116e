/* names.h - which column each name of a table meant, as notes have it (facts.h).
 *
 * Policies name columns, and PostgreSQL numbers them: a number is never given to another column of the
 * table. Where a name comes to mean another column that the table had before, what a line of the policy
 * says of the one would be applied to the contents of the other, whatever became of the column that had the
 * name. A name that no column had then has no other meaning now, and a column that was added since has a
 * number that no column had: so the platform replaces a column by another one.
 *
 * A note remembers names by the OID of their table, and as they were first noted: a table that was away for
 * a while is held against what it was. What stands in the columns' own lines is not remembered twice. */
#ifndef SLP_NAMES_H
#define SLP_NAMES_H

#include "coverage/fact.h"

/* Whether `noted` has names of the table that `now` is about. */
bool slp_names_are_known(struct sl_str noted, struct sl_str now);

/* Whether a name that the release reads in `now` means another column of the table than in `noted`; then
 * *ret_name is the first of them. */
bool slp_names_moved(struct sl_str noted, struct sl_str now, struct sl_str *ret_name);

/* Appends the lines by which a note is to remember what an earlier one knows: of other tables, and, with `own`,
 * of its own, where its columns' lines do not tell it. `now` is the note so far. False when memory is short. */
SL_MUST_USE bool slp_names_remember(struct sl_str noted, struct sl_str now, bool own,
                                    struct sl_buf *out);

/* Appends all that a note knows of names, its own table's too, as lines of a note that has nothing else. */
void slp_names_collect(struct sl_str note, struct sl_buf *out);

/* The next table that a note remembers names of, behind *ret_oid, which is empty at first; the lines before it
 * are taken off the note. False: there is none. */
bool slp_names_next_table(struct sl_str *note, struct sl_str *ret_oid);

/* Appends the note without what it remembers of that table. */
void slp_names_forget(struct sl_str note, struct sl_str oid, struct sl_buf *out);

#endif
