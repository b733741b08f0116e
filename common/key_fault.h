/* key_fault.h - why a row key does not tell the rows of a table apart. */
#ifndef SL_KEY_FAULT_H
#define SL_KEY_FAULT_H

/* Texts live for ever. `found` completes "the database has …"; `cure` is what to change. */
struct sl_key_fault {
    char letter;
    const char *found, *cure;
};

/* Of a letter that SL_PG_KEY_FAULT (pg_sql.h) gave; NULL: it gives no such letter. */
const struct sl_key_fault *sl_key_fault_of(char letter);

#endif
