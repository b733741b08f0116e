/* fuzz_answers.c - what services answer, as the sinks read it.
 *
 * The first byte chooses the reader, the second how many records were asked about; the rest is the
 * body. Whatever it is, delivery results are about that many records, a shard found is one of the list, and a
 * text found in XML lies within the document. */
#include "aws/xml.h"
#include "sink/put_body.h"
#include "sink/shards.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_puts(const struct slp_put_operation *form, struct sl_str body, size_t count)
{
    struct slp_put_response answer;
    if (slp_put_body_read(form, body, count, &answer) == 0) {
        if (json_array_size(answer.list) != count)
            abort();
        for (size_t at = 0; at < count; at++) {
            struct slp_put_result result = slp_put_body_result(form, &answer, at);
            if (result.taken && result.code.len > 0)
                abort();
        }
    }
    slp_put_body_response_done(&answer);
}

static void
read_shards(struct sl_str body)
{
    struct slp_shards shards;
    char token[64] = "";
    slp_shards_init(&shards);
    if (slp_shards_add(&shards, body, token, sizeof token) == 0) {
        if (strlen(token) >= sizeof token)
            abort();
        slp_shards_sort(&shards);
        for (uint64_t place = 1; place != 0; place <<= 7) {
            uint32_t at = slp_shards_find(&shards, place);
            if (at != SLP_NO_SHARD && at >= shards.count)
                abort();
        }
    }
    slp_shards_done(&shards);
}

static void
read_xml(struct sl_str body)
{
    static const char *const elements[] = { "UploadId", "CompleteMultipartUploadResult", "Error",
                                            "Code" };
    struct sl_buf text;
    sl_buf_init(&text, 4096);
    for (size_t at = 0; at < sizeof elements / sizeof elements[0]; at++) {
        struct sl_str found;
        if (slp_xml_find(body, elements[at], &found) && found.len > 0 &&
            (found.ptr < body.ptr || found.ptr + found.len > body.ptr + body.len))
            abort();
        sl_buf_clear(&text);
        if (slp_xml_text(body, elements[at], &text) && !sl_buf_failed(&text) && text.len > body.len)
            abort();
    }
    sl_buf_done(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    char *copy = malloc(size); /* of the body alone: one byte too far is found */
    if (copy == NULL)
        abort();
    memcpy(copy, data + 2, size - 2);
    struct sl_str body = { .ptr = copy, .len = size - 2 };
    switch (data[0] % 4) {
    case 0: read_puts(&slp_put_records, body, data[1]); break;
    case 1: read_puts(&slp_put_record_batch, body, data[1]); break;
    case 2: read_shards(body); break;
    default: read_xml(body); break;
    }
    free(copy);
    return 0;
}
