/* pgoutput.c - decoding of pgoutput messages, protocol version 1.
 *
 * Layouts are quoted above each function: Byte1 is a character, IntN a big-endian integer, String
 * ends in a NUL. Fields that we do not use are read all the same: a message must end where its
 * format does. */
#include "postgres/pgoutput.h"

#include "postgres/wire.h"

/* One message under way: the bytes left and what to blame. */
struct message {
    struct slp_pgoutput *decoder;
    struct slp_wire wire;
    const char *name;
    struct sl_err *err;
};

static int
bad(struct message *message, const char *field)
{
    sl_fail(message->err, SL_BUG, "the replication stream's %s message has a bad %s", message->name,
            field);
    return sl_remedy(message->err, "PostgreSQL 15 to 18 are supported; please report this");
}

static bool
read_time(struct slp_wire *wire, int64_t *ret_us)
{
    int64_t since_2000_us;
    if (!slp_wire_i64(wire, &since_2000_us) || since_2000_us > INT64_MAX - SLP_PG_EPOCH_US)
        return false;
    *ret_us = since_2000_us + SLP_PG_EPOCH_US;
    return true;
}

/* Int64 LSN of the commit record; Int64 commit time; Int32 transaction. */
static int
decode_begin(struct message *message, struct slp_begin *ret_begin)
{
    if (!slp_wire_u64(&message->wire, &ret_begin->commit_lsn))
        return bad(message, "position");
    if (!read_time(&message->wire, &ret_begin->commit_time_us))
        return bad(message, "commit time");
    if (!slp_wire_u32(&message->wire, &ret_begin->xid))
        return bad(message, "transaction number");
    return 0;
}

/* Int8 flags, none in use; Int64 LSN of the commit record; Int64 its end; Int64 commit time. */
static int
decode_commit(struct message *message, struct slp_commit *ret_commit)
{
    uint8_t flags;
    if (!slp_wire_u8(&message->wire, &flags) || flags != 0)
        return bad(message, "flag");
    if (!slp_wire_u64(&message->wire, &ret_commit->commit_lsn))
        return bad(message, "position");
    if (!slp_wire_u64(&message->wire, &ret_commit->end_lsn))
        return bad(message, "end position");
    if (!read_time(&message->wire, &ret_commit->commit_time_us))
        return bad(message, "commit time");
    return 0;
}

/* Int64 LSN at the origin; String name of the origin. */
static int
decode_origin(struct message *message)
{
    uint64_t lsn;
    struct sl_str name;
    if (!slp_wire_u64(&message->wire, &lsn) || !slp_wire_string(&message->wire, &name))
        return bad(message, "origin");
    return 0;
}

/* Int8 flags; Int64 LSN; String prefix; Int32 length; the content. */
static int
decode_logical_message(struct message *message)
{
    uint8_t flags;
    uint64_t lsn;
    struct sl_str prefix;
    uint32_t len;
    char *content;
    if (!slp_wire_u8(&message->wire, &flags) || !slp_wire_u64(&message->wire, &lsn) ||
        !slp_wire_string(&message->wire, &prefix))
        return bad(message, "header");
    if (!slp_wire_u32(&message->wire, &len) || !slp_wire_bytes(&message->wire, len, &content))
        return bad(message, "length");
    return 0;
}

/* Int8 flags, 1: part of the key; String name; Int32 type; Int32 type modifier. */
static int
decode_relation_column(struct message *message, struct slp_relation_column *ret_column)
{
    uint8_t flags;
    if (!slp_wire_u8(&message->wire, &flags) || (flags & ~1u) != 0)
        return bad(message, "column flag");
    ret_column->key = flags != 0;
    if (!slp_wire_string(&message->wire, &ret_column->name))
        return bad(message, "column name");
    if (!slp_wire_u32(&message->wire, &ret_column->type_oid) ||
        !slp_wire_i32(&message->wire, &ret_column->type_modifier))
        return bad(message, "column type");
    return 0;
}

/* Int32 OID; String schema; String name; Int8 replica identity; Int16 columns; the columns. */
static int
decode_relation(struct message *message, struct slp_relation *ret_relation)
{
    uint8_t identity;
    uint16_t ncolumns;
    if (!slp_wire_u32(&message->wire, &ret_relation->oid))
        return bad(message, "table number");
    if (!slp_wire_string(&message->wire, &ret_relation->schema) ||
        !slp_wire_string(&message->wire, &ret_relation->name))
        return bad(message, "table name");
    if (!slp_wire_u8(&message->wire, &identity) || memchr("dnfi", identity, 4) == NULL)
        return bad(message, "replica identity");
    if (!slp_wire_u16(&message->wire, &ncolumns) || ncolumns > SLP_MAX_COLUMNS)
        return bad(message, "number of columns");
    for (uint32_t i = 0; i < ncolumns; i++)
        if (decode_relation_column(message, &message->decoder->columns[i]) != 0)
            return -1;
    ret_relation->identity = (char)identity;
    ret_relation->ncolumns = ncolumns;
    ret_relation->columns = message->decoder->columns;
    return 0;
}

/* Int32 OID; String schema; String name. */
static int
decode_type(struct message *message, struct slp_type *ret_type)
{
    if (!slp_wire_u32(&message->wire, &ret_type->oid))
        return bad(message, "type number");
    if (!slp_wire_string(&message->wire, &ret_type->schema) ||
        !slp_wire_string(&message->wire, &ret_type->name))
        return bad(message, "type name");
    return 0;
}

/* Byte1 n, u or t; for t: Int32 length; the text. b (binary) is sent only to those who ask. */
static int
decode_cell(struct message *message, struct slp_cell *ret_cell)
{
    uint8_t kind;
    *ret_cell = (struct slp_cell) { .kind = SLP_CELL_NULL };
    if (!slp_wire_u8(&message->wire, &kind))
        return bad(message, "column");
    switch (kind) {
    case 'n': return 0;
    case 'u': ret_cell->kind = SLP_CELL_UNCHANGED; return 0;
    case 't': break;
    case 'b': return bad(message, "column: binary, which was not asked for");
    default: return bad(message, "kind of column");
    }
    ret_cell->kind = SLP_CELL_TEXT;
    if (!slp_wire_u32(&message->wire, &ret_cell->len) ||
        !slp_wire_bytes(&message->wire, ret_cell->len, &ret_cell->text))
        return bad(message, "column length");
    return 0;
}

/* Int16 columns; the columns. A row of a table without columns never comes. */
static int
decode_tuple(struct message *message, struct slp_cell *cells, struct slp_tuple *ret_tuple)
{
    uint16_t ncells;
    if (!slp_wire_u16(&message->wire, &ncells) || ncells == 0 || ncells > SLP_MAX_COLUMNS)
        return bad(message, "number of columns");
    for (uint32_t i = 0; i < ncells; i++)
        if (decode_cell(message, &cells[i]) != 0)
            return -1;
    *ret_tuple = (struct slp_tuple) { .ncells = ncells, .cells = cells };
    return 0;
}

/* The row after K or O, if the next byte is one of the two. */
static int
decode_before(struct message *message, uint8_t tag, struct slp_row_change *row)
{
    row->old = tag == 'K' ? SLP_OLD_KEY : SLP_OLD_FULL;
    return decode_tuple(message, message->decoder->before, &row->before);
}

/* The row after N. */
static int
decode_after(struct message *message, uint8_t tag, struct slp_row_change *row)
{
    if (tag != 'N')
        return bad(message, "tuple tag");
    return decode_tuple(message, message->decoder->after, &row->after);
}

/* Int32 table; then by kind:  Insert N row;  Update [K row | O row] N row;  Delete K row | O row.
 * The tags are told apart by position: K and O mean other things as first bytes of messages. */
static int
decode_row(struct message *message, enum slp_event_kind kind, struct slp_row_change *ret_row)
{
    uint8_t tag;
    *ret_row = (struct slp_row_change) { .old = SLP_OLD_NONE };
    if (!slp_wire_u32(&message->wire, &ret_row->relation_oid))
        return bad(message, "table number");
    if (!slp_wire_u8(&message->wire, &tag))
        return bad(message, "tuple tag");
    if (kind != SLP_INSERT && (tag == 'K' || tag == 'O')) {
        if (decode_before(message, tag, ret_row) != 0)
            return -1;
        if (kind == SLP_DELETE)
            return 0;
        if (!slp_wire_u8(&message->wire, &tag))
            return bad(message, "tuple tag");
    } else if (kind == SLP_DELETE) {
        return bad(message, "tuple tag");
    }
    return decode_after(message, tag, ret_row);
}

/* Int32 tables; Int8 options, 1 CASCADE, 2 RESTART IDENTITY; Int32 per table. */
static int
decode_truncate(struct message *message, struct slp_truncate *ret_truncate)
{
    uint8_t options;
    char *oids;
    if (!slp_wire_u32(&message->wire, &ret_truncate->nrelations))
        return bad(message, "number of tables");
    if (!slp_wire_u8(&message->wire, &options) || (options & ~3u) != 0)
        return bad(message, "option");
    if (!slp_wire_bytes(&message->wire, (size_t)ret_truncate->nrelations * sizeof(uint32_t), &oids))
        return bad(message, "list of tables");
    ret_truncate->relation_oids = oids;
    ret_truncate->cascade = (options & 1u) != 0;
    ret_truncate->restart_identity = (options & 2u) != 0;
    return 0;
}

uint32_t
slp_truncate_oid(const struct slp_truncate *truncate, uint32_t index)
{
    const unsigned char *at =
        (const unsigned char *)truncate->relation_oids + (size_t)index * sizeof(uint32_t);
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The message's first byte and what it says. */
static const struct tag {
    char byte;
    enum slp_event_kind kind;
    const char *name;
} tags[] = {
    { 'B', SLP_BEGIN, "Begin" },       { 'C', SLP_COMMIT, "Commit" },
    { 'O', SLP_ORIGIN, "Origin" },     { 'R', SLP_RELATION, "Relation" },
    { 'Y', SLP_TYPE, "Type" },         { 'I', SLP_INSERT, "Insert" },
    { 'U', SLP_UPDATE, "Update" },     { 'D', SLP_DELETE, "Delete" },
    { 'T', SLP_TRUNCATE, "Truncate" }, { 'M', SLP_MESSAGE, "Message" },
};

static const struct tag *
find_tag(uint8_t byte)
{
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
        if ((uint8_t)tags[i].byte == byte)
            return &tags[i];
    return NULL;
}

static int
decode_body(struct message *message, struct slp_event *ret_event)
{
    switch (ret_event->kind) {
    case SLP_BEGIN: return decode_begin(message, &ret_event->begin);
    case SLP_COMMIT: return decode_commit(message, &ret_event->commit);
    case SLP_ORIGIN: return decode_origin(message);
    case SLP_RELATION: return decode_relation(message, &ret_event->relation);
    case SLP_TYPE: return decode_type(message, &ret_event->type);
    case SLP_INSERT:
    case SLP_UPDATE:
    case SLP_DELETE: return decode_row(message, ret_event->kind, &ret_event->row);
    case SLP_TRUNCATE: return decode_truncate(message, &ret_event->truncate);
    case SLP_MESSAGE: return decode_logical_message(message);
    }
    return bad(message, "type");
}

int
slp_pgoutput_decode(struct slp_pgoutput *decoder, char *bytes, size_t len,
                    struct slp_event *ret_event, struct sl_err *reterr)
{
    struct message message = { .decoder = decoder, .name = "unknown", .err = reterr };
    uint8_t byte;
    slp_wire_init(&message.wire, bytes, len);
    const struct tag *tag = slp_wire_u8(&message.wire, &byte) ? find_tag(byte) : NULL;
    if (tag == NULL)
        return bad(&message, "type");
    message.name = tag->name;
    ret_event->kind = tag->kind;
    if (decode_body(&message, ret_event) != 0)
        return -1;
    return slp_wire_left(&message.wire) == 0 ? 0 : bad(&message, "end");
}
