#include "sink/put_body.h"

#include "aws/json_text.h"
#include "json_out.h"
#include "sink/kpl.h"
#include "sink/partition.h"
#include "sink/shards.h"

#include <openssl/evp.h>

const struct slp_put_operation slp_put_records = { .target = "Kinesis_20131202.PutRecords",
                                                   .action = "kinesis:PutRecords",
                                                   .keyed = true,
                                                   .list = "Records",
                                                   .id = "SequenceNumber" };

const struct slp_put_operation slp_put_record_batch = { .target =
                                                            "Firehose_20150804.PutRecordBatch",
                                                        .action = "firehose:PutRecordBatch",
                                                        .list = "RequestResponses",
                                                        .id = "RecordId" };

/* ---- requests ------------------------------------------------------------------------------ */

void
slp_put_body_target(struct sl_buf *out, const char *member, const char *name)
{
    sl_buf_printf(out, "\"%s\":", member);
    sl_json_string(out, sl_str_of(name));
}

static void
add_base64(struct sl_buf *out, struct sl_str bytes)
{
    char *room = sl_buf_reserve(out, 4 * ((bytes.len + 2) / 3) + 1); /* and a NUL */
    if (room != NULL)
        sl_buf_claim(out,
                     (size_t)EVP_EncodeBlock((unsigned char *)room,
                                             (const unsigned char *)bytes.ptr, (int)bytes.len));
}

/* The bytes of one item: a line as it stands, or what is packed, in `scratch`. */
static struct sl_str
item_data(struct sl_buf *scratch, const struct slp_put_body_format *format,
          const struct slp_outbox *outbox, uint32_t item, const char *hash_key)
{
    uint32_t count = slp_outbox_item_count(outbox, item);
    if (format->pack == SLP_PACK_NONE || (format->pack == SLP_PACK_LINES && count == 1))
        return slp_outbox_line(outbox, slp_outbox_item_record(outbox, item, 0));
    sl_buf_clear(scratch);
    if (format->pack == SLP_PACK_KPL)
        slp_kpl_write(scratch, outbox, item, sl_str_of(hash_key));
    else
        for (uint32_t at = 0; at < count; at++)
            sl_buf_add_str(scratch,
                           slp_outbox_line(outbox, slp_outbox_item_record(outbox, item, at)));
    return sl_buf_str(scratch);
}

static void
add_item(struct sl_buf *out, struct sl_buf *scratch, const struct slp_put_body_format *format,
         const struct slp_outbox *outbox, uint32_t item)
{
    const struct slp_outbox_record *first = slp_outbox_item_record(outbox, item, 0);
    char hash_key[SLP_PARTITION_DECIMAL_BYTES] = "";
    bool explicit = format->operation->keyed && format->pack != SLP_PACK_NONE;
    if (explicit)
        slp_partition_bucket_start(slp_partition_bucket(first->place), hash_key);
    sl_buf_add_str(out, SL_STR("{\"Data\":\""));
    add_base64(out, item_data(scratch, format, outbox, item, hash_key));
    if (format->operation->keyed) {
        sl_buf_add_str(out, SL_STR("\",\"PartitionKey\":\""));
        sl_buf_add_str(out, slp_outbox_key(outbox, first));
    }
    if (explicit) {
        sl_buf_add_str(out, SL_STR("\",\"ExplicitHashKey\":\""));
        sl_buf_add_str(out, sl_str_of(hash_key));
    }
    sl_buf_add_str(out, SL_STR("\"}"));
    if (sl_buf_failed(scratch))
        out->failed = true;
}

void
slp_put_body_write(struct sl_buf *out, struct sl_buf *scratch,
                   const struct slp_put_body_format *format, const struct slp_outbox *outbox)
{
    sl_buf_add_str(out, SL_STR("{\"Records\":["));
    for (uint32_t item = 0; item < outbox->nitems; item++) {
        if (item > 0)
            sl_buf_add_byte(out, ',');
        add_item(out, scratch, format, outbox, item);
    }
    sl_buf_add_str(out, SL_STR("],"));
    sl_buf_add_str(out, format->target);
    sl_buf_add_byte(out, '}');
}

/* ---- responses ----------------------------------------------------------------------------- */

int
slp_put_body_read(const struct slp_put_operation *operation, struct sl_str body, size_t count,
                  struct slp_put_response *ret)
{
    json_t *top = body.len > 0 ? json_loadb(body.ptr, body.len, 0, NULL) : NULL;
    json_t *list = json_object_get(top, operation->list);
    if (json_is_array(list) && json_array_size(list) == count) {
        *ret = (struct slp_put_response) { .top = top, .list = list };
        return 0;
    }
    json_decref(top);
    *ret = (struct slp_put_response) { 0 };
    return -1;
}

void
slp_put_body_response_done(struct slp_put_response *response)
{
    json_decref(response->top);
    *response = (struct slp_put_response) { 0 };
}

struct slp_put_result
slp_put_body_result(const struct slp_put_operation *operation,
                    const struct slp_put_response *response, size_t index)
{
    json_t *entry = json_array_get(response->list, index);
    struct slp_put_result result = { .taken = slp_aws_json_text(entry, operation->id).len > 0,
                                     .shard = UINT64_MAX };
    if (result.taken)
        result.shard = slp_shard_number(slp_aws_json_text(entry, "ShardId"));
    else
        result.code = slp_aws_json_text(entry, "ErrorCode");
    return result;
}
