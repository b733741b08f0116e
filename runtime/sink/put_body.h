/* put_body.h - PutRecords of Kinesis and PutRecordBatch of Firehose as bytes: the request's body
 * out of a channel's records, and delivery results out of the response's.
 *
 *   {"Records":[{"Data":"<base64>","PartitionKey":"k"},…],"StreamName":"s"}
 *   {"FailedRecordCount":1,"Records":[{"SequenceNumber":"…","ShardId":"…"},
 *                                     {"ErrorCode":"…","ErrorMessage":"…"}]}
 *
 *   {"Records":[{"Data":"<base64>"},…],"DeliveryStreamName":"s"}
 *   {"FailedPutCount":1,"RequestResponses":[{"RecordId":"…"},
 *                                           {"ErrorCode":"…","ErrorMessage":"…"}]}
 *
 * (API references of both; AWS JSON 1.1.) A response's entries stand in the order of the request's:
 * the index is all that joins them, so a response of another length says nothing about anyone. An
 * entry has been taken when its id is there and not empty. Error messages name accounts: never
 * read. */
#ifndef SLP_PUT_BODY_H
#define SLP_PUT_BODY_H

#include "config/config.h"
#include "sink/outbox.h"

#include <jansson.h>

/* An operation of a service that puts several records in one call. */
struct slp_put_operation {
    const char *target;    /* x-amz-target */
    const char *action;    /* IAM's name */
    bool keyed;            /* requests carry partition keys */
    const char *list, *id; /* of the response */
};

extern const struct slp_put_operation slp_put_records, slp_put_record_batch;

/* The member that names the stream: `"StreamName":"s"`. */
void slp_put_body_target(struct sl_buf *out, const char *member, const char *name);

/* How a body is written. */
struct slp_put_body_format {
    const struct slp_put_operation *operation;
    uint32_t pack;        /* SLP_PACK_NONE, … of config.h */
    struct sl_str target; /* the body's last member: `"StreamName":"s"` */
};

/* The body of a call with the records picked in `outbox`. `scratch` holds packed records meanwhile.
 * sl_buf_failed(out) tells when memory is short. */
void slp_put_body_write(struct sl_buf *out, struct sl_buf *scratch,
                        const struct slp_put_body_format *format, const struct slp_outbox *outbox);

struct slp_put_response {
    json_t *top, *list;
};

/* -1 when it is no response about `count` records: then nothing is to be believed of it. */
SL_MUST_USE int slp_put_body_read(const struct slp_put_operation *operation, struct sl_str body,
                                  size_t count, struct slp_put_response *ret);
void slp_put_body_response_done(struct slp_put_response *response);

struct slp_put_result {
    bool taken;
    uint64_t shard;     /* taken: the ShardId's number, UINT64_MAX where none is told */
    struct sl_str code; /* else: why; lives as long as the response */
};

struct slp_put_result slp_put_body_result(const struct slp_put_operation *operation,
                                          const struct slp_put_response *response, size_t index);

#endif
