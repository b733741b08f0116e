/* fact.h - one line of a note (facts.h): a word for what it is about, then fields with a tab between.
 *
 * The first fields are the fact's name; the others are what may change about it. Bytes of a name that
 * are not printable, and the backslash, stand as \xHH: a field has no tab and no end of line, and
 * lines are in the order of their names when they are in the order of their bytes. */
#ifndef SLP_FACT_H
#define SLP_FACT_H

#include "buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Raised when a line comes to mean something else: what an older pusher noted is not compared then. */
enum { SLP_FACTS_FORMAT = 2 };

enum { SLP_FACT_FIELDS = 8 }; /* as many as the longest has */

struct slp_fact {
    struct sl_str word;
    struct sl_str fields[SLP_FACT_FIELDS]; /* those that it does not have are empty */
};

/* A line begins with its word, ends with the end, and has fields between. */
void slp_fact_begin(struct sl_buf *out, const char *word);
void slp_fact_text(struct sl_buf *out, struct sl_str text);
void slp_fact_number(struct sl_buf *out, int64_t number);
/* A field as it was read from another line. */
void slp_fact_copy(struct sl_buf *out, struct sl_str field);
void slp_fact_end(struct sl_buf *out);

/* Takes the first line off the note. False when there is none left. */
bool slp_fact_next(struct sl_str *note, struct slp_fact *ret);

/* Appends the lines of a text in the order of their bytes. False when memory is short. */
SL_MUST_USE bool slp_facts_sort(struct sl_str lines, struct sl_buf *out);

#endif
