/* object_name.h - what files and objects of a stream are called, alike in the sinks file and s3:
 *
 *   STREAM/YYYY/MM/DD/HH   the hour in UTC when it was begun
 *   STREAM-GEN-LSN-RUN-SEQ position of its first record; with positions apart STREAM-GEN-RUN-POS
 *
 * Released values alone, and in the order of names they are in the order of records. */
#ifndef SLP_OBJECT_NAME_H
#define SLP_OBJECT_NAME_H

#include "record/record.h"

enum {
    SLP_OBJECT_NAME_BYTES = 160, /* a stream has at most 63 characters, a position 71 */
    SLP_OBJECT_FOLDER_BYTES = 96,
};

struct slp_object_name {
    char folder[SLP_OBJECT_FOLDER_BYTES]; /* "customers/2026/11/23/10" */
    /* "customers-1793318400-0000000016B37480-1793318400-0000000003" */
    char name[SLP_OBJECT_NAME_BYTES];
};

/* Of an object that is begun now. */
void slp_object_name_of(const char *stream, enum sl_positions positions,
                        const struct sl_position *first, struct slp_object_name *ret);

/* How a destination's positions are written. */
enum sl_positions slp_positions_of(const struct sl_policy *policy, const char *destination);

#endif
