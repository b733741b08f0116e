/* The decoder of the replication stream, on bytes of a fuzzer's choice.
 *
 * libFuzzer's entry point; without libFuzzer, replay.c runs it over the files of a corpus. The first
 * byte chooses what the rest is taken for. Nothing may be read outside the message, and whatever
 * decodes must lie inside it. */
#include "postgres/pgoutput.h"
#include "postgres/stream_frame.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct slp_pgoutput decoder;

static void
check_inside(const char *bytes, size_t len, const char *part, size_t part_len)
{
    assert(part_len == 0 || (part >= bytes && part + part_len <= bytes + len));
}

static void
check_tuple(const char *bytes, size_t len, const struct slp_tuple *tuple)
{
    assert(tuple->ncells <= SLP_MAX_COLUMNS);
    for (uint32_t i = 0; i < tuple->ncells; i++)
        check_inside(bytes, len, tuple->cells[i].text, tuple->cells[i].len);
}

static void
check_event(const char *bytes, size_t len, const struct slp_event *event)
{
    switch (event->kind) {
    case SLP_INSERT:
    case SLP_UPDATE:
    case SLP_DELETE:
        check_tuple(bytes, len, &event->row.before);
        check_tuple(bytes, len, &event->row.after);
        break;
    case SLP_RELATION:
        for (uint32_t i = 0; i < event->relation.ncolumns; i++)
            check_inside(bytes, len, event->relation.columns[i].name.ptr,
                         event->relation.columns[i].name.len + 1);
        break;
    case SLP_TRUNCATE:
        for (uint32_t i = 0; i < event->truncate.nrelations; i++)
            (void)slp_truncate_oid(&event->truncate, i);
        break;
    case SLP_BEGIN:
    case SLP_COMMIT:
    case SLP_ORIGIN:
    case SLP_TYPE:
    case SLP_MESSAGE: break;
    }
}

static void
try_message(char *bytes, size_t len)
{
    struct slp_event event;
    struct sl_err err;
    if (slp_pgoutput_decode(&decoder, bytes, len, &event, &err) == 0)
        check_event(bytes, len, &event);
}

static void
try_frame(char *bytes, size_t len)
{
    struct slp_server_frame frame;
    struct sl_err err;
    if (slp_server_frame_read(bytes, len, &frame, &err) == 0 && frame.item.step == SLP_STREAM_DATA)
        try_message(frame.item.bytes, frame.item.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    char *bytes = malloc(size); /* of the exact size, so that a sanitizer guards its end */
    if (bytes == NULL)
        return 0;
    memcpy(bytes, data + 1, size - 1);
    if (data[0] == 'f')
        try_frame(bytes, size - 1);
    else
        try_message(bytes, size - 1);
    free(bytes);
    return 0;
}
