/* script.c - see script.h. */
#include "script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { OID = 4711, FIRST_GEN = 1, RUN = 7, MAX_TEXT = 4096, MAX_DIGESTS = 64, US = 1000000 };

/* ---- the table ------------------------------------------------------------------------------ */

const struct sl_column script_columns[] = {
    { "id", "bigint", 20, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "status", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
    { "note", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
};
const uint32_t script_cells[] = { SCRIPT_ID, SCRIPT_STATUS, SCRIPT_NOTE };
const char *const script_row_key[] = { "id" };

void
script_erase(const struct sl_row *row, struct sl_record *out)
{
    sl_put(out, "id", sl_open_cell(row, SCRIPT_ID));
}

void
script_upsert_status(const struct sl_row *row, struct sl_record *out)
{
    script_erase(row, out);
    sl_put(out, "status", sl_open_cell(row, SCRIPT_STATUS));
}

void
script_upsert(const struct sl_row *row, struct sl_record *out)
{
    script_upsert_status(row, out);
    sl_put(out, "note", sl_open_cell(row, SCRIPT_NOTE));
}

/* ---- a fake outlet -------------------------------------------------------------------------- */

/* What was sent of a row last: its texts, in clear. */
struct digest {
    char key[64], payload[256];
    uint32_t made_s;
};

struct script {
    char records[MAX_TEXT];
    uint32_t count;
    struct digest digests[MAX_DIGESTS];
    uint64_t ordinal, gen;
    struct slp_outlet outlet;
    struct sl_arena *arena;
    struct sl_table const *declared[1];
    struct sl_projection const *projections[1];
    struct sl_destination destinations[1];
    struct sl_policy policy;
    struct slp_tables tables;
    struct slp_relations *relations;
    struct slp_change *change;
    struct slp_release *release;
    struct slp_begin begin;
    bool in_transaction, in_chunk;
    struct slp_cell before[SCRIPT_COLUMNS], after[SCRIPT_COLUMNS];
};

static void
note(struct script *script, const char *text, size_t len)
{
    const size_t used = strlen(script->records);
    (void)snprintf(script->records + used, sizeof script->records - used, "%s%.*s",
                   used > 0 ? "; " : "", (int)len, text);
}

static uint64_t
next_ordinal(void *context, uint32_t projection)
{
    (void)projection;
    return ((struct script *)context)->ordinal;
}

static int
send_record(void *context, uint32_t projection, const struct sl_position *position,
            const struct sl_record_text *text, struct sl_err *reterr)
{
    static const char policy[] = "\"_policy\":\"t@1\"";
    struct script *script = context;
    const struct sl_str json = text->json;
    const char op = json.ptr[strlen("{\"_op\":\"")];
    const char *fields =
        memmem(json.ptr, json.len, policy, strlen(policy)); /* no text ends with NUL */
    char place[32] = "", line[512];
    (void)projection, (void)reterr;
    assert_non_null(fields);
    fields += strlen(policy);
    assert_int_equal(position->gen, script->gen);
    assert_int_equal(position->run, RUN);
    const size_t rest = json.len - (size_t)(fields - json.ptr); /* a comma, the fields, a brace */
    if (op == SL_OP_SNAPSHOT || op == SL_OP_FILLED)
        (void)snprintf(place, sizeof place, "@%llu", (unsigned long long)position->lsn);
    (void)snprintf(line, sizeof line, "%c%llu%s %.*s", op, (unsigned long long)position->seq, place,
                   rest > 1 ? (int)rest - 2 : 0, fields + 1);
    note(script, line, strlen(line));
    script->ordinal++;
    script->count++;
    return 0;
}

static struct digest *
find_digest(struct script *script, struct sl_str key)
{
    for (int i = 0; i < MAX_DIGESTS; i++)
        if (sl_str_is(key, script->digests[i].key))
            return &script->digests[i];
    return NULL;
}

static int
remember(void *context, const struct slp_sent_row *row, struct sl_err *reterr)
{
    struct script *script = context;
    struct digest *digest = find_digest(script, row->key);
    (void)reterr;
    digest = digest != NULL ? digest : find_digest(script, SL_STR(""));
    (void)snprintf(digest->key, sizeof digest->key, "%.*s", SL_FMT(row->key));
    (void)snprintf(digest->payload, sizeof digest->payload, "%.*s", SL_FMT(row->payload));
    digest->made_s = row->made_s;
    return 0;
}

static int
compare(void *context, const struct slp_sent_row *row, struct slp_sent_last *ret_last,
        struct sl_err *reterr)
{
    const struct digest *digest = find_digest(context, row->key);
    ret_last->made_s = digest != NULL ? digest->made_s : 0;
    ret_last->sent = digest == NULL                             ? SLP_SENT_UNKNOWN
                     : sl_str_is(row->payload, digest->payload) ? SLP_SENT_SAME
                                                                : SLP_SENT_OTHER;
    const bool left = ret_last->sent == SLP_SENT_SAME ||
                      (ret_last->sent == SLP_SENT_UNKNOWN && row->leave_unknown) ||
                      (ret_last->sent == SLP_SENT_OTHER && row->leave_other);
    return left ? 0 : remember(context, row, reterr);
}

static int
forget(void *context, uint32_t projection, struct sl_str key, struct sl_err *reterr)
{
    struct digest *digest = find_digest(context, key);
    (void)projection, (void)reterr;
    if (digest != NULL)
        digest->key[0] = '\0';
    return 0;
}

static int
forget_all(void *context, uint32_t projection, struct sl_err *reterr)
{
    struct script *script = context;
    (void)projection, (void)reterr;
    memset(script->digests, 0, sizeof script->digests);
    return 0;
}

static void
waits(void *context, bool waits)
{
    const char *words = waits ? "waits" : "goes on";
    note(context, words, strlen(words));
}

static int
unreadable(void *context, const struct slp_table *table, struct sl_err *reterr)
{
    struct script *script = context;
    (void)reterr;
    assert_ptr_equal(table, script_table(script));
    note(script, "unreadable", strlen("unreadable"));
    slp_release_close(script->release);
    return 0;
}

static int
failed(void *context, uint32_t projection, const struct slp_failed_row *row,
       const struct sl_err *err, struct sl_err *reterr)
{
    struct script *script = context;
    (void)projection;
    (void)err;
    (void)reterr;
    note(script, "failed ", strlen("failed "));
    note(script, row->key.ptr, row->key.len);
    slp_release_close(script->release);
    return 0;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static struct slp_tuple
parse_row(struct slp_cell *row, char *text)
{
    char *rest = NULL;
    int i = 0;
    for (char *cell = strtok_r(text, "| ", &rest); cell != NULL;
         cell = strtok_r(NULL, "| ", &rest)) {
        row[i].kind = cell[0] == '~'   ? SLP_CELL_UNCHANGED
                      : cell[0] == '-' ? SLP_CELL_NULL
                                       : SLP_CELL_TEXT;
        row[i].text = cell;
        row[i++].len = (uint32_t)strlen(cell);
    }
    assert_int_equal(i, SCRIPT_COLUMNS);
    return (struct slp_tuple) { .ncells = SCRIPT_COLUMNS, .cells = row };
}

static int
run_row(struct script *script, char *event, struct sl_err *reterr)
{
    struct slp_row_change row = { .relation_oid = OID };
    const enum slp_event_kind kind = event[0] == 'I'   ? SLP_INSERT
                                     : event[0] == 'U' ? SLP_UPDATE
                                                       : SLP_DELETE;
    char *text = event + 2;
    if (text[0] == 'K' || text[0] == 'O') {
        char *arrow = strchr(text, '>');
        row.old = text[0] == 'K' ? SLP_OLD_KEY : SLP_OLD_FULL;
        if (arrow != NULL)
            *arrow = '\0';
        row.before = parse_row(script->before, text + 2);
        text = arrow != NULL ? arrow + 1 : NULL;
    }
    if (text != NULL)
        row.after = parse_row(script->after, text);
    return slp_change_row(script->change, script->relations, kind, &row, reterr);
}

/* As the stream has the table. */
static void
announce(struct script *script, bool readable)
{
    const struct sl_table *table = script->declared[0];
    const bool full = table->identity == SL_IDENTITY_FULL;
    const bool index = table->identity == SL_IDENTITY_INDEX;
    const struct slp_relation_column stream[] = {
        { .name = SL_STR("id"), .type_oid = 20, .type_modifier = -1, .key = true },
        { .name = SL_STR("status"), .type_oid = 25, .type_modifier = -1, .key = full || index },
        { .name = SL_STR("note"), .type_oid = 25, .type_modifier = -1, .key = full },
    };
    const struct slp_relation relation = {
        .oid = OID,
        .schema = SL_STR("s"),
        .name = SL_STR("t"),
        .identity = full    ? 'f'
                    : index ? 'i'
                            : 'd',
        .ncolumns = SCRIPT_COLUMNS,
        .columns = stream,
    };
    assert_non_null(slp_relations_announce(script->relations, &relation, false));
    if (readable)
        slp_relations_bind(script->relations, &relation);
    else
        slp_relations_set_unreadable(script->relations, &relation);
}

/* ---- transactions and chunks ---------------------------------------------------------------- */

static void
begin_transaction(struct script *script)
{
    if (script->in_transaction)
        return;
    script->in_transaction = true;
    script->begin.commit_lsn += SCRIPT_LSN_STEP;
    script->begin.commit_time_us = (int64_t)script->begin.commit_lsn * US;
    slp_change_begin(script->change, &script->begin);
}

static int
end_transaction(struct script *script, struct sl_err *reterr)
{
    const int failed = slp_change_settle(script->change, reterr);
    script->in_transaction = false;
    slp_change_passed(script->change, script->begin.commit_lsn + SCRIPT_END);
    return failed;
}

static void
begin_chunk(struct script *script)
{
    if (!script->in_chunk)
        slp_release_chunk_begin(script->release,
                                ((int64_t)script->begin.commit_lsn + SCRIPT_CHUNK_TIME) * US);
    script->in_chunk = true;
}

static int
read_row(struct script *script, char *text, struct sl_err *reterr)
{
    const struct slp_tuple row = parse_row(script->after, text);
    size_t bytes;
    begin_chunk(script);
    return slp_change_chunk_row(script->change, 0, &row, &bytes, reterr);
}

static int
send_chunk(struct script *script, bool ahead, struct sl_err *reterr)
{
    const struct slp_chunk_sight sight = {
        .snapshot = ahead ? "1:1000:" : "1:1:",
        .horizon_lsn = script->begin.commit_lsn + (ahead ? 2 * SCRIPT_LSN_STEP : 0),
    };
    begin_chunk(script);
    script->in_chunk = false;
    int failed = slp_release_chunk_end(script->release, &sight, reterr);
    for (bool left = true; failed == 0 && left;)
        failed = slp_release_chunk_send(script->release, &left, reterr);
    slp_change_passed(script->change, script->begin.commit_lsn + SCRIPT_END);
    return failed;
}

static int
send_end_mark(struct script *script, struct sl_err *reterr)
{
    script->release->filling = false;
    return slp_release_end_mark(script->release, reterr);
}

static int
begin_fill(struct script *script, bool later, struct sl_err *reterr)
{
    const uint64_t from_lsn = script->begin.commit_lsn + (later ? SCRIPT_LSN_STEP : 0) + 1;
    slp_release_open(script->release, ++script->gen, from_lsn, true);
    slp_release_chunk_begin(script->release,
                            ((int64_t)script->begin.commit_lsn + SCRIPT_FILL_TIME) * US);
    return forget_all(script, 0, reterr);
}

static int
run_between(struct script *script, char *event, struct sl_err *reterr)
{
    if (script->in_transaction && end_transaction(script, reterr) != 0)
        return -1;
    switch (event[0]) {
    case 'F': return begin_fill(script, event[1] == '+', reterr);
    case 'R': return read_row(script, event + 2, reterr);
    case 'S': return send_chunk(script, event[1] == '+', reterr);
    case 'E': return send_end_mark(script, reterr);
    case 'X': slp_release_close(script->release); break;
    }
    return 0;
}

static int
run_event(struct script *script, char *event, struct sl_err *reterr)
{
    static const char oid[] = { 0, 0, OID >> 8, OID & 0xff };
    const struct slp_truncate truncate = { .nrelations = 1, .relation_oids = oid };
    if (strchr("CFRSEX", event[0]) != NULL)
        return run_between(script, event, reterr);
    begin_transaction(script);
    switch (event[0]) {
    case 'B': announce(script, false); return 0;
    case 'T': return slp_change_truncate(script->change, script->relations, &truncate, reterr);
    default: return run_row(script, event, reterr);
    }
}

/* ---- scripts -------------------------------------------------------------------------------- */

struct script *
script_new(const struct sl_projection *projection, enum sl_positions positions)
{
    struct script *script = calloc(1, sizeof *script);
    struct sl_err err = { .text = "" };
    assert_non_null(script);
    script->declared[0] = projection->table;
    script->projections[0] = projection;
    script->destinations[0] = (struct sl_destination) { "lake", positions };
    script->policy = (struct sl_policy) { .tables = script->declared,
                                          .ntables = 1,
                                          .destinations = script->destinations,
                                          .ndestinations = 1,
                                          .projections = script->projections,
                                          .nprojections = 1 };
    script->arena = sl_arena_new(1 << 20);
    script->tables = slp_tables_new(script->arena, &script->policy);
    script->relations = slp_relations_new(&script->tables);
    script->outlet = (struct slp_outlet) { .context = script,
                                           .next_ordinal = next_ordinal,
                                           .send = send_record,
                                           .remember = remember,
                                           .compare = compare,
                                           .forget = forget,
                                           .forget_all = forget_all,
                                           .waits = waits,
                                           .unreadable = unreadable,
                                           .failed = failed };
    const struct slp_change_config config = { .tables = &script->tables,
                                              .outlet = &script->outlet,
                                              .run = RUN };
    script->change = slp_change_new(&config, &err);
    assert_non_null(script->change);
    script->release = slp_change_release(script->change, 0);
    script->gen = FIRST_GEN;
    script->begin.commit_lsn = SCRIPT_FIRST_LSN - SCRIPT_LSN_STEP;
    script->begin.xid = 7;
    slp_release_open(script->release, script->gen, 0, false);
    slp_change_passed(script->change, script->begin.commit_lsn + SCRIPT_END);
    announce(script, true);
    return script;
}

void
script_free(struct script *script)
{
    slp_change_free(script->change);
    slp_relations_free(script->relations);
    sl_arena_free(script->arena);
    free(script);
}

void
script_run(struct script *script, const char *events)
{
    struct sl_err err = { .text = "" };
    char *copy = strdup(events), *rest = NULL;
    int failed = 0;
    assert_non_null(copy);
    for (char *event = strtok_r(copy, ";", &rest); event != NULL && failed == 0;
         event = strtok_r(NULL, ";", &rest))
        failed = run_event(script, event + strspn(event, " "), &err);
    if (failed == 0)
        failed = slp_change_settle(script->change, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    free(copy);
}

const char *
script_records(const struct script *script)
{
    return script->records;
}

uint32_t
script_count(const struct script *script)
{
    return script->count;
}

struct slp_change *
script_change(struct script *script)
{
    return script->change;
}

const struct slp_table *
script_table(const struct script *script)
{
    return &script->tables.items[0];
}

void
script_expect(const struct sl_projection *projection, enum sl_positions positions,
              const char *events, const char *expected)
{
    struct script *script = script_new(projection, positions);
    script_run(script, events);
    assert_string_equal(script_records(script), expected);
    script_free(script);
}
