#include "fill/chunk.h"

#include "clock.h"
#include "fill/tree_sql.h"
#include "maxima.h"
#include "postgres/lsn.h"
#include "postgres/quote.h"
#include "postgres/result.h"
#include "postgres/wal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SQL_BYTES = 512 * 1024, /* 1,600 names of 63 bytes, quoted, and the words around them */
    DOING_BYTES = 160,
    CHUNK_MS = 300, /* for reading; the stream waits meanwhile */
    MOST_AT_ONCE = 1000,
    PARTITION_BLOCKS = 64,      /* of each partition, whose rows a chunk sorts by their places */
    BYTES_AT_ONCE = 256 * 1024, /* as much should one FETCH bring */
};

/* A chunk being read. */
struct reading {
    const struct slp_chunk_source *source;
    struct slp_chunk *chunk;
    struct sl_buf sql;
    char doing[DOING_BYTES];
    struct slp_cell *cells; /* as many as the projection has columns */
    uint64_t most_rows;
    int64_t deadline_ms;
    uint32_t upto;    /* rows of this block and later ones are left to the next chunk */
    uint64_t fetched; /* bytes of all rows, released or not */
    slp_tid last;     /* the last row's place */
    bool compared;    /* the columns, with what the look had */
    bool changed;     /* they are others */
    bool row_failed;  /* one could not be written */
    bool enough;      /* the chunk is full: rows of the same place are still taken */
    bool stopped;     /* a row of a later place came then: it was left */
    uint32_t taken;   /* rows of this FETCH */
};

/* ---- statements ----------------------------------------------------------------------------- */

static PGresult *
run(struct reading *reading, struct sl_err *reterr)
{
    return slp_conn_query_buf(reading->source->conn, reading->doing, &reading->sql, reterr);
}

static int
run_words(struct reading *reading, struct sl_str words, struct sl_err *reterr)
{
    sl_buf_clear(&reading->sql);
    sl_buf_add_str(&reading->sql, words);
    PGresult *result = run(reading, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

/* The snapshot is taken with the first statement, and the position after it: all that the snapshot sees
 * was committed before. */
static int
begin(struct reading *reading, bool *ret_seen, struct sl_err *reterr)
{
    const struct slp_chunk_source *source = reading->source;
    if (run_words(reading,
                  SL_STR("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                         "SET LOCAL enable_seqscan = off; SET LOCAL synchronize_seqscans = off; "
                         "SET LOCAL lock_timeout = '200ms'; SET LOCAL statement_timeout = 0"),
                  reterr) != 0)
        return -1;
    PGresult *result =
        slp_conn_query(source->conn, reading->doing,
                       "SELECT pg_current_snapshot()::text, pg_current_wal_insert_lsn(), "
                       "(extract(epoch FROM transaction_timestamp()) * 1000000)::int8",
                       reterr);
    if (result == NULL)
        return -1;
    slp_seen_prune(source->seen, PQgetvalue(result, 0, 0));
    *ret_seen = source->seen->count == 0;
    int failed = slp_lsn_parse(PQgetvalue(result, 0, 1), &reading->chunk->horizon_lsn)
                     ? 0
                     : sl_fail(reterr, SL_BUG, "the server's end of WAL is not a position");
    if (failed == 0)
        failed = source->begin(source->context, strtoll(PQgetvalue(result, 0, 2), NULL, 10),
                               PQgetvalue(result, 0, 0), reterr);
    PQclear(result);
    return failed;
}

/* A partitioned table has no rows of its own: ONLY would select nothing. An inherited child's rows are
 * the child's, hence ONLY for the others. Rows of partitions are sorted by their places, before their
 * TOASTed values are read, so that the chunk may end between two places. */
static void
write_cursor(struct reading *reading)
{
    const struct sl_projection *projection = reading->source->projection;
    const struct sl_table *table = projection->table;
    const bool partitioned = reading->source->found->kind == 'p';
    const slp_tid next = reading->chunk->next;
    struct sl_buf *sql = &reading->sql;
    sl_buf_clear(sql);
    sl_buf_add_str(sql, SL_STR("DECLARE sluice NO SCROLL CURSOR FOR SELECT ctid"));
    for (uint32_t i = 0; i < projection->ncolumns; i++) {
        sl_buf_add_str(sql, SL_STR(", "));
        slp_quote_identifier(sql, table->columns[projection->columns[i]].name);
    }
    sl_buf_add_str(sql, partitioned ? SL_STR(" FROM ") : SL_STR(" FROM ONLY "));
    slp_quote_qualified(sql, table->schema, table->name);
    sl_buf_printf(sql, " WHERE ctid >= '(%u,%u)'::tid AND ctid < '(%u,0)'::tid%s",
                  SLP_TID_BLOCK(next), SLP_TID_LINE(next), reading->upto,
                  partitioned ? " ORDER BY ctid" : "");
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* "(12,3)" */
static slp_tid
read_tid(const char *text)
{
    char *end;
    const unsigned long block = strtoul(text + 1, &end, 10);
    return SLP_TID(block, strtoul(*end == ',' ? end + 1 : end, NULL, 10));
}

static int
hand_on(struct reading *reading, PGresult *result, struct sl_err *reterr)
{
    const struct slp_chunk_source *source = reading->source;
    const uint32_t ncells = source->projection->ncolumns;
    size_t bytes = 0;
    for (uint32_t i = 0; i < ncells; i++) {
        reading->cells[i] = (struct slp_cell) {
            .kind = PQgetisnull(result, 0, (int)i + 1) != 0 ? SLP_CELL_NULL : SLP_CELL_TEXT,
            .text = PQgetvalue(result, 0, (int)i + 1),
            .len = (uint32_t)PQgetlength(result, 0, (int)i + 1),
        };
        reading->fetched += reading->cells[i].len;
    }
    const struct slp_tuple row = { .ncells = ncells, .cells = reading->cells };
    if (source->row(source->context, &row, &bytes, reterr) != 0) {
        reading->row_failed = reterr->class == SL_DATA || reterr->class == SL_DRIFT;
        reading->chunk->failed = reading->last;
        return -1;
    }
    reading->chunk->rows++;
    reading->chunk->bytes += bytes;
    return 0;
}

static int
take_row(void *context, PGresult *result, struct sl_err *reterr)
{
    struct reading *reading = context;
    const slp_tid tid = read_tid(PQgetvalue(result, 0, 0));
    if (!reading->compared)
        reading->changed = !slp_found_has_columns(reading->source->found, result, 1);
    reading->compared = true;
    reading->stopped |= reading->enough && tid != reading->last;
    reading->taken++;
    if (reading->changed || reading->stopped)
        return 0;
    reading->last = tid;
    if (hand_on(reading, result, reterr) != 0)
        return -1;
    reading->enough =
        reading->chunk->bytes >= SLP_MAX_CHUNK_BYTES || reading->fetched >= SLP_MAX_CHUNK_BYTES ||
        reading->chunk->rows >= reading->most_rows || slp_now_ms() >= reading->deadline_ms;
    return 0;
}

/* As many rows as should make a FETCH's bytes, judged by the rows before. */
static uint32_t
rows_at_once(const struct reading *reading)
{
    const struct slp_chunk *chunk = reading->chunk;
    if (chunk->rows == 0)
        return 16;
    const uint64_t rows = BYTES_AT_ONCE / (reading->fetched / chunk->rows + 1);
    return rows < 1 ? 1 : rows > MOST_AT_ONCE ? MOST_AT_ONCE : (uint32_t)rows;
}

static int
fetch_rows(struct reading *reading, struct sl_err *reterr)
{
    for (bool more = true; more && !reading->changed && !reading->stopped;) {
        const uint32_t count = rows_at_once(reading);
        sl_buf_clear(&reading->sql);
        sl_buf_printf(&reading->sql, "FETCH %u FROM sluice", count);
        const struct slp_statement fetch = { .doing = reading->doing,
                                             .sql = sl_buf_cstr(&reading->sql),
                                             .time = SLP_TIME_LONG };
        reading->taken = 0;
        if (slp_conn_each_row(reading->source->conn, &fetch, take_row, reading, reterr) != 0)
            return -1;
        more = reading->taken == count;
        /* Places of a table that is not partitioned are each its own. */
        reading->stopped |= reading->enough && reading->source->found->kind != 'p';
    }
    reading->chunk->all_read = !reading->stopped && reading->upto == reading->chunk->end_block;
    reading->chunk->next = reading->stopped ? reading->last + 1 : SLP_TID(reading->upto, 0);
    return 0;
}

static int
read_rows(struct reading *reading, struct sl_err *reterr)
{
    struct slp_chunk *chunk = reading->chunk;
    chunk->all_read = true;
    if (SLP_TID_BLOCK(chunk->next) >= chunk->end_block)
        return 0;
    reading->upto = chunk->end_block;
    if (reading->source->found->kind == 'p' &&
        chunk->end_block - SLP_TID_BLOCK(chunk->next) > PARTITION_BLOCKS)
        reading->upto = SLP_TID_BLOCK(chunk->next) + PARTITION_BLOCKS;
    write_cursor(reading);
    PGresult *result = run(reading, reterr);
    PQclear(result);
    return result != NULL ? fetch_rows(reading, reterr) : -1;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* The files within the transaction, behind the rows; the entry in the publication after it, where a new
 * statement sees what is there now. Then until all that the snapshot saw is durable: else a crash of the
 * server could take back what the chunk holds. */
static int
check_and_end(struct reading *reading, struct sl_err *reterr)
{
    const struct slp_chunk_source *source = reading->source;
    struct slp_files files;
    struct slp_entry entry;
    if ((source->files != NULL &&
         slp_files_ask(source->conn, source->found->oid, &files, reterr) != 0) ||
        run_words(reading, SL_STR("COMMIT"), reterr) != 0 ||
        slp_entry_ask(source->conn, source->found->oid, source->publication, &entry, reterr) != 0 ||
        slp_wal_await_flush(source->conn, reading->chunk->horizon_lsn, reterr) != 0)
        return -1;
    if (reading->changed || strcmp(entry.text, source->entry->text) != 0)
        reading->chunk->outcome = SLP_CHUNK_CHANGED;
    else if (source->files != NULL && strcmp(files.text, source->files->text) != 0)
        reading->chunk->outcome = SLP_CHUNK_FILES;
    else
        reading->chunk->outcome = SLP_CHUNK_READ;
    return 0;
}

static int
read_chunk(struct reading *reading, struct sl_err *reterr)
{
    bool seen;
    if (begin(reading, &seen, reterr) != 0)
        return -1;
    if (!seen) {
        reading->chunk->outcome = SLP_CHUNK_NOT_SEEN;
        return run_words(reading, SL_STR("ROLLBACK"), reterr);
    }
    if (read_rows(reading, reterr) != 0)
        return -1;
    return check_and_end(reading, reterr);
}

/* What a statement's failure means: a lock that another holds is waited for in the next chunk; what is
 * gone by its name is a change that the next look finds. */
static int
judge_failure(struct reading *reading, struct sl_err *reterr)
{
    struct slp_conn *conn = reading->source->conn;
    const bool locked = strcmp(slp_conn_sqlstate(conn), SLP_LOCK_NOT_AVAILABLE) == 0;
    /* No such table, column or schema; and no right: to a table that has just taken its place. */
    const bool gone = slp_conn_is_refused(conn);
    struct sl_err err = *reterr;
    if (slp_conn_wait_ended(conn) || (slp_conn_sqlstate(conn)[0] == '\0' && !reading->row_failed))
        return -1;
    if (run_words(reading, SL_STR("ROLLBACK"), reterr) != 0)
        return -1;
    *reterr = reading->chunk->failure = err;
    reading->chunk->outcome = reading->row_failed ? SLP_CHUNK_ROW
                              : locked            ? SLP_CHUNK_LOCKED
                                                  : SLP_CHUNK_CHANGED;
    return reading->row_failed || locked || gone ? 0 : -1;
}

int
slp_chunk_read(const struct slp_chunk_source *source, struct slp_chunk *chunk,
               struct sl_err *reterr)
{
    const struct sl_table *table = source->projection->table;
    struct reading reading = {
        .source = source,
        .chunk = chunk,
        .cells = calloc(source->projection->ncolumns + 1u, sizeof *reading.cells),
        .most_rows = source->most_rows > 0 ? source->most_rows : UINT64_MAX,
        .deadline_ms = slp_now_ms() + CHUNK_MS,
    };
    if (reading.cells == NULL)
        return sl_fail(reterr, SL_RETRY, "memory is short");
    const slp_tid from = chunk->next;
    chunk->rows = chunk->bytes = 0;
    (void)snprintf(reading.doing, sizeof reading.doing, "reading a chunk of %s.%s", table->schema,
                   table->name);
    sl_buf_init(&reading.sql, MAX_SQL_BYTES);
    int failed = read_chunk(&reading, reterr);
    if (failed != 0)
        failed = judge_failure(&reading, reterr);
    if (failed != 0 || chunk->outcome != SLP_CHUNK_READ)
        chunk->next = from;
    sl_buf_done(&reading.sql);
    free(reading.cells);
    return failed;
}
