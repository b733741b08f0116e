/* object.h - one file of the file sink, from its first line to its place in the lake.
 *
 *   DIRECTORY/.incoming/NAME        while it grows
 *   DIRECTORY/STREAM/YYYY/MM/DD/HH/NAME.jsonl[.gz]   once it is complete
 *
 * as Amazon Data Firehose lays objects out (object_name.h). NAME is never used twice: one that is
 * taken gets a number behind it, nothing is ever replaced. A complete file was synced
 * before it was renamed, and its folder after: who sees it sees all of it, also after a crash. */
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

enum slp_object_result slp_object_open(const struct slp_object_start *start,
                                       struct slp_object **ret, struct sl_err *reterr);

/* Takes a line with its newline, or on NO_ROOM does not take it. */
enum slp_object_result slp_object_append(struct slp_object *object, struct sl_str line,
                                         struct sl_err *reterr);

/* Writes what is left, syncs, moves the file to its place, syncs the folder. After NO_ROOM it may
 * be called again. RETRY when the system could not sync: the bytes may be lost. */
enum slp_object_result slp_object_finish(struct slp_object *object, struct sl_err *reterr);

/* Frees; a file that is not finished is removed. NULL is allowed. */
void slp_object_free(struct slp_object *object);

/* Bytes of the lines taken so far. */
uint64_t slp_object_bytes(const struct slp_object *object);

/* Removes what a crash left unfinished. */
SL_MUST_USE int slp_object_clean(int directory_fd, struct sl_err *reterr);

/* Errno -> result: NO_ROOM for what heals when room is made, else FAILED with a remedy. */
enum slp_object_result slp_object_fail(int number, const char *doing, struct sl_err *reterr);

#define SLP_INCOMING ".incoming"

#endif
