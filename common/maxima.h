/* maxima.h - every maximum in the program, with its reason.
 * Not limits.h: that name is C's own, and -I would let ours stand before it. */
#ifndef SL_MAXIMA_H
#define SL_MAXIMA_H

#include <stddef.h>

#define SL_KIB ((size_t)1024)
#define SL_MIB ((size_t)1024 * 1024)
#define SL_GIB ((size_t)1024 * 1024 * 1024)

/* ---- the compiler -------------------------------------------------------------------------- */

/* A policy file is written and read by people; the largest we met is 40 KiB. The limit still lets
 * an import of a thousand tables be one file, and keeps byte offsets in 32 bits. */
#define SLC_MAX_FILE_BYTES (64 * SL_MIB)

/* Ten thousand tables of thirty columns take about 1 GiB of tree; beyond is a mistake. */
#define SLC_MAX_ARENA_BYTES (8 * SL_GIB)

/* Parentheses and `choose` arms nest by hand, never this deep; keeps recursion off the stack's end. */
#define SLC_MAX_NESTING 64

/* Operands in a chain of `and`, `or` make a tree as deep as the chain is long, which later stages walk
 * recursively. */
#define SLC_MAX_EXPRESSION_DEPTH 500

/* More findings than this help nobody; the rest is counted. */
#define SLC_MAX_FINDINGS 1000

/* One generated file; ten thousand tables make a setup.sql of some 30 MiB. */
#define SLC_MAX_OUTPUT_BYTES (256 * SL_MIB)

/* ---- records ------------------------------------------------------------------------------- */

/* A record of a wide row with long text; Kinesis takes 1 MiB (10 MiB since 2025), S3 and files
 * more. A sink states its own, smaller limit. */
#define SL_MAX_RECORD_BYTES (16 * SL_MIB)

/* Brackets within brackets of a jsonb value: PostgreSQL with its default stack depth stops at
 * about 6,000; two bits of room for servers with a larger one. */
#define SL_MAX_JSON_NESTING 32768

/* Intermediate text of one row: every function's result is at most as long as its argument. */
#define SL_MAX_ROW_SCRATCH_BYTES (64 * SL_MIB)

/* A value that an application encrypted, and its plaintext: an address or a note is small, and a
 * zlib stream may claim to be anything. Base64 and its wrapping twice take less than three times as
 * much. */
#define SL_MAX_PLAINTEXT_BYTES (1 * SL_MIB)
#define SL_MAX_CIPHERTEXT_BYTES (8 * SL_MIB)

/* PostgreSQL's own limit on one value is 1 GiB; a message holds a row's. */
#define SLP_MAX_MESSAGE_BYTES (1 * SL_GIB)

/* ---- the pusher ---------------------------------------------------------------------------- */

/* A build for the kill oracle (--enable-witness) gathers little before it writes or reads, and tells what it
 * decides. */
#ifndef SL_WITNESSED
#define SL_WITNESSED 0
#endif
#define SLP_GATHERED(usual, few) (SL_WITNESSED ? (few) : (usual))

/* The reader's tables, keys and findings: a thousand tables of thirty columns take about 2 MiB. */
#define SLP_MAX_READER_BYTES (64 * SL_MIB)

/* Between reader and sender: enough to keep the sender busy while the reader waits for the
 * database, small enough to be invisible in memory. */
#define SLP_HANDOFF_BUFFER_BYTES (1 * SL_MIB)

/* Written to a pipe at a time, and read from it: system calls per record are the waste. */
#define SLP_HANDOFF_BLOCK_BYTES (64 * SL_KIB)
#define SLP_HANDOFF_PIPE_BYTES (256 * SL_KIB) /* the records pipe's own buffer */
#define SLP_INTAKE_BLOCK_BYTES (256 * SL_KIB)

/* Ends of transactions remembered until they are durable; more merge with the newest, and the
 * flush position moves in larger steps. */
#define SLP_CHECKPOINT_ENTRIES SLP_GATHERED(256, 8)

/* What a release's coverage was noted from: a line a column, partition and enum label. */
#define SLP_MAX_FACTS_BYTES (16 * SL_MIB)

/* How far ahead of what is handed over the state promises that nothing was: a write to disk each. */
#define SLP_BOUND_STEP_BYTES (16 * SL_MIB)

/* Digests of a billion rows take about this; only address space until it is used. */
#define SLP_STATE_MAX_BYTES (64 * SL_GIB)

/* Pages of 4 KiB that one transaction of the state should touch at most: LMDB keeps them in memory. */
#define SLP_STATE_MAX_PAGES SLP_GATHERED(2048, 8)

/* Digests that wait to be written together, 56 bytes each in a table that is half full: 3.5 MiB. */
#define SLP_STATE_MAX_CACHED SLP_GATHERED(32768, 32)

/* Rows that wait until one of them was read again: enough that a statement's cost is shared, few
 * enough to be invisible in memory. One row may be as large as a message, hence the ceiling. */
#define SLP_MAX_DEFERRED_ROWS SLP_GATHERED(256, 4)
#define SLP_MAX_DEFERRED_BYTES (1 * SL_MIB)
#define SLP_MAX_DEFERRED_ARENA_BYTES (3 * SL_GIB)

/* A chunk of a fill: large enough that its statements cost little, small enough that the stream hardly
 * waits; and the updates that wait for the next chunk. The last row of either may be as large as a
 * record. */
#define SLP_MAX_CHUNK_BYTES (4 * SL_MIB)
#define SLP_MAX_WAITING_BYTES SLP_GATHERED(16 * SL_MIB, 16 * SL_KIB)

/* Bindings of the stream's relations, and one look at the catalogue: a thousand tables of a thousand
 * columns fit in either. */
#define SLP_MAX_RELATION_BYTES (64 * SL_MIB)
#define SLP_MAX_CATALOGUE_BYTES (256 * SL_MIB)

/* Keys have 32 bytes or a little more, passwords fewer; a certificate would not be a secret's
 * file. All of them together fit into what RLIMIT_MEMLOCK gives on old systems. */
#define SLP_MAX_SECRET_BYTES (4 * SL_KIB)
#define SLP_VAULT_BYTES (60 * SL_KIB)

/* A configuration names a few dozen things. */
#define SLP_MAX_CONFIG_BYTES (1 * SL_MIB)

/* A request file: the names of a thousand releases have at most 127 bytes each. */
#define SLP_MAX_REQUEST_BYTES (256 * SL_KIB)

/* What the sender gathers for one call of a sink, where the sink itself would take more. One record
 * may be larger: it is a batch of its own then. */
#define SLP_BATCH_BYTES (1 * SL_MIB)
#define SLP_BATCH_RECORDS 8192

/* Records that a lane to Kinesis or Firehose keeps until they are acknowledged; 48 bytes each. */
#define SLP_OUTBOX_RECORDS 4096

/* One call of PutRecords and PutRecordBatch (API references of Kinesis and Firehose). */
#define SLP_PUT_ITEMS 500

/* Shards of one stream: AWS's own default quotas end at 20,000. */
#define SLP_MAX_SHARDS 65536

/* Of the files that a file sink writes, one a stream: how many are open, where the process may have so many;
 * what is gathered of each, and of all. */
#define SLP_MAX_OPEN_FILES 16384
#define SLP_MAX_DESCRIPTORS (2 * SLP_MAX_OPEN_FILES + 64) /* that the sender asks the system for */
#define SLP_FILE_BLOCK_BYTES (64 * SL_KIB)
#define SLP_FILE_MEMORY_BYTES (64 * SL_MIB)

/* ---- calls of AWS and others, over HTTP ----------------------------------------------------- */

/* Line, headers and query of one request, or what is signed of them. AWS takes 8 KiB of headers, of
 * which a session token may fill half; S3 keys have up to 1 KiB before they are encoded. */
#define SLP_HTTP_MAX_HEADER_BYTES (64 * SL_KIB)

/* An answer: five hundred records of one PutRecords that all failed have some 150 KiB; a page of
 * ListShards with a thousand shards about as much. Grows only as far as needed. */
#define SLP_HTTP_MAX_RESPONSE_BYTES (4 * SL_MIB)

/* A shared configuration file, or a token's. */
#define SLP_AWS_MAX_FILE_BYTES (1 * SL_MIB)

/* One set of credentials; tokens of sessions have a few KiB. */
#define SLP_AWS_MAX_CREDENTIALS_BYTES (32 * SL_KIB)

#endif
