/* refusal.h - why PostgreSQL refuses a platform's own statements because of a publication. */
#ifndef SL_REFUSAL_H
#define SL_REFUSAL_H

/* Texts live for ever. `found` completes "the database has …"; `cure` is what to change. */
struct sl_refusal {
    char letter;
    const char *found, *cure;
};

/* Of a letter that SL_PG_REFUSALS (pg_sql.h) gave; NULL: it gives no such letter. */
const struct sl_refusal *sl_refusal_of(char letter);

#endif
