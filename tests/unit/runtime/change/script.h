/* script.h - the changes of one table as a script, and the records that one release of it makes.
 *
 * The table s.t has the columns id, status and note. A row is id|status|note, where `~` is an unchanged
 * column and `-` is NULL. Events stand between semicolons:
 *     I row            insert
 *     U row            update without an old row
 *     U K row > row    update with the identity's columns of the old row; O: with all of it
 *     D K row          delete; O: as above
 *     T                truncate
 *     C                the transaction ends; the next row begins another
 *     B                a Relation message of a shape that cannot be read
 * Between two transactions:
 *     F                a fill begins, in the next generation: transactions from the next one on are sent
 *     F+               the same, but for the next one
 *     R row            a row that a chunk has read
 *     S                the chunk is good, and is sent; S+: it has seen the next two transactions
 *     E                all is filled: the end mark
 *     X                the release is closed
 * A record is its operation, its `_seq` and its fields; those of a fill also have `@` and their `_lsn`. The
 * first transaction stands at 100, the next ones 10 later each, and ends 5 behind where it stands. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "change/change.h"

enum { SCRIPT_ID, SCRIPT_STATUS, SCRIPT_NOTE, SCRIPT_COLUMNS };

extern const struct sl_column script_columns[SCRIPT_COLUMNS];
extern const uint32_t script_cells[SCRIPT_COLUMNS];
extern const char *const script_row_key[1];

/* Projections: the row key alone; without the note, so that an update of it changes nothing; all. */
void script_erase(const struct sl_row *row, struct sl_record *out);
void script_upsert_status(const struct sl_row *row, struct sl_record *out);
void script_upsert(const struct sl_row *row, struct sl_record *out);

/* A transaction is committed at its position, in seconds since 1970; a fill begins, and a chunk is read, so
 * much later than the transaction before. */
enum {
    SCRIPT_FIRST_LSN = 100,
    SCRIPT_LSN_STEP = 10,
    SCRIPT_END = 5,
    SCRIPT_FILL_TIME = 1,
    SCRIPT_CHUNK_TIME = 3,
};

struct script;

/* The release is open, as one that is covered. Ends with script_free(). */
struct script *script_new(const struct sl_projection *projection, enum sl_positions positions);
void script_free(struct script *script);

/* Runs events; the test fails when one does. */
void script_run(struct script *script, const char *events);

/* What came of all of them: records, with "; " between. "waits" and "goes on" are what the outlet was told,
 * "unreadable" that a row could not be read. */
const char *script_records(const struct script *script);
uint32_t script_count(const struct script *script);

struct slp_change *script_change(struct script *script);
const struct slp_table *script_table(const struct script *script);

/* new, run, free: the records are those. */
void script_expect(const struct sl_projection *projection, enum sl_positions positions,
                   const char *events, const char *expected);

#endif
