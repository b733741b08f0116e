/* object.h - one file of the file sink, from its first line to its place in the lake.
 *
 *   DIRECTORY/.incoming/NAME        while it grows
 *   DIRECTORY/STREAM/YYYY/MM/DD/HH/NAME.jsonl[.gz]   once it is complete
 *
 * as Amazon Data Firehose lays objects out (object_name.h). NAME is never used twice: one that is
 * taken gets a number behind it, nothing is ever replaced. A complete file was synced
 * before it was renamed, and its folder after: who sees it sees all of it, also after a crash.
 *
 *   slp_object_begin ─▶ append … ─▶ finish ─▶ free
 *              │  └─ write, settle  │
 *              └─ close ─▶ reopen ──┘
 *
 * A file that grows need not be open: whoever has more of them than descriptors closes some meanwhile. Then
 * it is written and synced first, since the system tells a failed write only to who has the file open. */
#ifndef SLP_OBJECT_H
#define SLP_OBJECT_H

#include "err.h"
#include "record/record.h"

#include <stdbool.h>
#include <stdint.h>

struct slp_object;

struct slp_object_start {
    int directory_fd; /* the lake's directory, borrowed for the object's life */
    const char *stream;
    enum sl_positions positions;
    struct sl_position first; /* of the first record */
    bool gzip;
};

/* How something that needs room on a disk ended. */
enum slp_object_result {
    SLP_OBJECT_DONE,
    SLP_OBJECT_NO_ROOM, /* nothing is lost: try again later, *reterr says what is missing */
    SLP_OBJECT_FAILED,  /* fatal, *reterr says why */
};

/* Makes the file; it is open. */
enum slp_object_result slp_object_begin(const struct slp_object_start *start,
                                        struct slp_object **ret, struct sl_err *reterr);

/* Takes a line with its newline into memory. -1: memory is short (RETRY). */
SL_MUST_USE int slp_object_append(struct slp_object *object, struct sl_str line,
                                  struct sl_err *reterr);

/* Whether enough is gathered to be written. */
bool slp_object_has_block(const struct slp_object *object);

/* The file is open: writes what is gathered. Like all that follows, it may be called again after NO_ROOM. */
enum slp_object_result slp_object_write(struct slp_object *object, struct sl_err *reterr);

/* The file is open: writes all that memory is held for, and gives that memory back. */
enum slp_object_result slp_object_settle(struct slp_object *object, struct sl_err *reterr);

/* The file is open: settles, syncs and closes it. */
enum slp_object_result slp_object_close(struct slp_object *object, struct sl_err *reterr);

bool slp_object_is_open(const struct slp_object *object);
enum slp_object_result slp_object_reopen(struct slp_object *object, struct sl_err *reterr);

/* The file is open: settles, syncs, closes, moves the file to its place, syncs the folder. RETRY when the system
 * could not sync: the bytes may be lost. */
enum slp_object_result slp_object_finish(struct slp_object *object, struct sl_err *reterr);

/* Frees; a file that is not finished is removed. NULL is allowed. */
void slp_object_free(struct slp_object *object);

/* Bytes of the lines taken so far, and bytes of memory held for them. */
uint64_t slp_object_bytes(const struct slp_object *object);
size_t slp_object_memory(const struct slp_object *object);

/* Removes what a crash left unfinished. */
SL_MUST_USE int slp_object_clean(int directory_fd, struct sl_err *reterr);

/* Errno -> result: NO_ROOM for what heals when room is made, else FAILED with a remedy. */
enum slp_object_result slp_object_fail(int number, const char *doing, struct sl_err *reterr);

#define SLP_INCOMING ".incoming"

#endif
