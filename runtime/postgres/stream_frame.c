/* stream_frame.c - reading 'w' and 'k', writing 'r'. */
#include "postgres/stream_frame.h"

#include "postgres/pgoutput.h"
#include "postgres/wire.h"

static int
bad(struct sl_err *reterr, const char *what)
{
    return sl_fail(reterr, SL_BUG, "the replication stream sent %s", what);
}

/* Int64 position of the data; Int64 the server's end of WAL; Int64 its time; the message. */
static int
read_data(struct slp_wire *wire, struct slp_server_frame *frame, struct sl_err *reterr)
{
    uint64_t server_end, server_time;
    if (!slp_wire_u64(wire, &frame->wal_start) || !slp_wire_u64(wire, &server_end) ||
        !slp_wire_u64(wire, &server_time))
        return bad(reterr, "a data frame that is too short");
    frame->item.step = SLP_STREAM_DATA;
    frame->item.bytes = wire->next;
    frame->item.len = slp_wire_left(wire);
    return 0;
}

/* Int64 end of WAL; Int64 the server's time; Byte1 1: reply at once, or be cut off. */
static int
read_keepalive(struct slp_wire *wire, struct slp_server_frame *frame, struct sl_err *reterr)
{
    uint64_t server_time;
    uint8_t reply;
    if (!slp_wire_u64(wire, &frame->item.wal_end) || !slp_wire_u64(wire, &server_time) ||
        !slp_wire_u8(wire, &reply) || slp_wire_left(wire) != 0)
        return bad(reterr, "a keepalive of the wrong length");
    frame->item.step = SLP_STREAM_KEEPALIVE;
    frame->reply_requested = reply != 0;
    return 0;
}

int
slp_server_frame_read(char *bytes, size_t len, struct slp_server_frame *ret_frame,
                      struct sl_err *reterr)
{
    struct slp_wire wire;
    uint8_t tag;
    slp_wire_init(&wire, bytes, len);
    *ret_frame = (struct slp_server_frame) { .item = { .step = SLP_STREAM_WAIT } };
    if (!slp_wire_u8(&wire, &tag))
        return bad(reterr, "an empty frame");
    switch (tag) {
    case 'w': return read_data(&wire, ret_frame, reterr);
    case 'k': return read_keepalive(&wire, ret_frame, reterr);
    default: return bad(reterr, "a frame of an unknown kind");
    }
}

/* Byte1 'r'; Int64 written; Int64 flushed; Int64 applied; Int64 our time; Byte1 1: please reply.
 * Positions are those of the last byte plus one. */
void
slp_status_write(const struct slp_status *status, char ret_bytes[SLP_STATUS_BYTES])
{
    ret_bytes[0] = 'r';
    slp_wire_put_u64(ret_bytes + 1, status->written_lsn);
    slp_wire_put_u64(ret_bytes + 9, status->flushed_lsn);
    slp_wire_put_u64(ret_bytes + 17, status->flushed_lsn);
    slp_wire_put_u64(ret_bytes + 25, (uint64_t)(status->time_us - SLP_PG_EPOCH_US));
    ret_bytes[33] = status->asks ? 1 : 0;
}
