/* stream_frame.h - the frames inside the CopyData messages of a replication stream (PostgreSQL 55.4). */
#ifndef SLP_STREAM_FRAME_H
#define SLP_STREAM_FRAME_H

#include "postgres/stream.h"

/* What a frame from the server holds, beside what the caller of the stream sees. */
struct slp_server_frame {
    struct slp_stream_item item;
    uint64_t wal_start; /* of DATA: position of the change, 0 for Relation and Type */
    bool reply_requested;
};

/* Reads one frame. -1 and *reterr (class BUG) when it is not one. */
SL_MUST_USE int slp_server_frame_read(char *bytes, size_t len, struct slp_server_frame *ret_frame,
                                      struct sl_err *reterr);

/* A standby status update. */
enum { SLP_STATUS_BYTES = 34 };

struct slp_status {
    uint64_t written_lsn; /* received up to here */
    uint64_t flushed_lsn; /* durable at the far end up to here: what lets the server forget */
    int64_t time_us;      /* since 1970-01-01 UTC */
    bool asks;            /* the server is to reply at once */
};

void slp_status_write(const struct slp_status *status, char ret_bytes[SLP_STATUS_BYTES]);

#endif
