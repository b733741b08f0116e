/* kpl.h - several records in one, in the format of the Kinesis Producer Library, which Firehose
 * (behind a data stream) and the Kinesis client libraries take apart:
 *
 *   F3 89 9A C2 | AggregatedRecord in protocol buffers | its MD5, 16 bytes
 *   AggregatedRecord { repeated string partition_key_table = 1;
 *                      repeated string explicit_hash_key_table = 2; repeated Record records = 3; }
 *   Record { uint64 partition_key_index = 1; uint64 explicit_hash_key_index = 2; bytes data = 3; }
 *
 * (aggregation-format.md of the library.) Each record names the hash key that the whole is sent
 * with: readers drop what does not belong to the shard they read, and so never do, also after the
 * stream was resharded. */
#ifndef SLP_KPL_H
#define SLP_KPL_H

#include "sink/outbox.h"

/* Whether there is an MD5 to make the sum with: FIPS has none. */
bool slp_kpl_is_possible(void);

/* Appends the item; sl_buf_failed() tells. Ends the program (abort) when libcrypto cannot hash. */
void slp_kpl_write(struct sl_buf *out, const struct slp_outbox *outbox, uint32_t item,
                   struct sl_str hash_key);

#endif
