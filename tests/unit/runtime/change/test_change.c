/* test_change.c - what every kind of change means to a release: kind of event, old row (none, key,
 * full), filter of the old and the new row, changed keys, unchanged columns, and the release's
 * lines about updates, deletes and rejected rows.
 *
 * A case is a script of events and the records it must make. Rows are id|status|note; `~` is an
 * unchanged column, `-` is NULL.
 *     I row            insert
 *     U row            update without an old row
 *     U K row > row    update with the identity's columns of the old row; O: with all of it
 *     D K row          delete; O: as above
 *     T                truncate
 *     C                a new transaction
 * A record is its operation, its `_seq` and its fields. */
#include "change/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ID, STATUS, NOTE, NCOLUMNS, OID = 4711, MAX_TEXT = 4096 };

/* ---- a policy of one table and one release -------------------------------------------------- */

static const struct sl_column columns[] = {
    { "id", "bigint", 20, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "status", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
    { "note", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
};
static const uint32_t cells[] = { ID, STATUS, NOTE };
static const char *const row_key[] = { "id" };

static void
erase(const struct sl_row *row, struct sl_record *out)
{
    sl_put(out, "id", sl_open_cell(row, ID));
}

static void
upsert(const struct sl_row *row, struct sl_record *out)
{
    erase(row, out);
    sl_put(out, "status", sl_open_cell(row, STATUS));
    sl_put(out, "note", sl_open_cell(row, NOTE));
}

/* A release that does not show the note, so that an update of it alone changes nothing. */
static void
upsert_status(const struct sl_row *row, struct sl_record *out)
{
    erase(row, out);
    sl_put(out, "status", sl_open_cell(row, STATUS));
}

static struct sl_open
status_is_not_test(const struct sl_row *row, struct sl_record *out)
{
    struct sl_open status = sl_open_cell(row, STATUS);
    (void)out;
    return status.value.state == SL_VALUE ? sl_boolean(!sl_str_is(status.value.text, "test"))
                                          : status;
}

static struct sl_open
note_is_not_test(const struct sl_row *row, struct sl_record *out)
{
    struct sl_open note = sl_open_cell(row, NOTE);
    (void)out;
    return note.value.state == SL_VALUE ? sl_boolean(!sl_str_is(note.value.text, "test")) : note;
}

/* ---- a fake outlet -------------------------------------------------------------------------- */

enum { GEN = 1, RUN = 7 };

struct sent {
    char records[MAX_TEXT];
    char keys[16][64], payloads[16][256]; /* digests, in clear */
    uint64_t ordinal;
};

static uint64_t
next_ordinal(void *context, uint32_t projection)
{
    (void)projection;
    return ((struct sent *)context)->ordinal;
}

static int
send_record(void *context, uint32_t projection, const struct sl_position *position,
            const struct sl_record_text *text, struct sl_err *reterr)
{
    struct sent *sent = context;
    struct sl_str json = text->json;
    size_t used = strlen(sent->records);
    const char *policy = strstr(json.ptr, "\"_policy\":\"t@1\"");
    size_t rest = json.len - (size_t)(policy - json.ptr) - strlen("\"_policy\":\"t@1\"");
    const char *fields = policy + strlen("\"_policy\":\"t@1\"");
    (void)projection, (void)reterr;
    assert_non_null(policy);
    assert_int_equal(position->gen, GEN);
    assert_int_equal(position->run, RUN);
    (void)snprintf(sent->records + used, sizeof sent->records - used, "%s%c%llu %.*s",
                   used > 0 ? "; " : "", json.ptr[strlen("{\"_op\":\"")],
                   (unsigned long long)position->seq, rest > 1 ? (int)rest - 2 : 0, fields + 1);
    sent->ordinal++;
    return 0;
}

static int
find_digest(struct sent *sent, struct sl_str key)
{
    for (int i = 0; i < 16; i++) {
        if (sl_str_is(key, sent->keys[i]))
            return i;
    }
    return -1;
}

static int
remember(void *context, const struct slp_sent_row *row, struct sl_err *reterr)
{
    struct sent *sent = context;
    int at = find_digest(sent, row->key);
    (void)reterr;
    at = at >= 0 ? at : find_digest(sent, SL_STR(""));
    (void)snprintf(sent->keys[at], sizeof sent->keys[at], "%.*s", SL_FMT(row->key));
    (void)snprintf(sent->payloads[at], sizeof sent->payloads[at], "%.*s", SL_FMT(row->payload));
    return 0;
}

static int
differs(void *context, const struct slp_sent_row *row, bool *ret_differs, struct sl_err *reterr)
{
    struct sent *sent = context;
    int at = find_digest(sent, row->key);
    *ret_differs = at < 0 || !sl_str_is(row->payload, sent->payloads[at]);
    return remember(context, row, reterr);
}

static int
forget(void *context, uint32_t projection, struct sl_str key, struct sl_err *reterr)
{
    struct sent *sent = context;
    int at = find_digest(sent, key);
    (void)projection, (void)reterr;
    if (at >= 0)
        sent->keys[at][0] = '\0';
    return 0;
}

static int
forget_all(void *context, uint32_t projection, struct sl_err *reterr)
{
    struct sent *sent = context;
    (void)projection, (void)reterr;
    memset(sent->keys, 0, sizeof sent->keys);
    return 0;
}

/* ---- running a script ----------------------------------------------------------------------- */

struct stage {
    struct sent sent;
    struct slp_outlet outlet;
    struct sl_arena *arena;
    struct slp_tables tables;
    struct slp_relations *relations;
    struct slp_change *change;
    struct slp_begin begin;
    char bytes[MAX_TEXT]; /* of the event at hand */
    struct slp_cell before[NCOLUMNS], after[NCOLUMNS];
};

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
    assert_int_equal(i, NCOLUMNS);
    return (struct slp_tuple) { .ncells = NCOLUMNS, .cells = row };
}

static int
run_row(struct stage *stage, char *event, struct sl_err *reterr)
{
    struct slp_row_change row = { .relation_oid = OID };
    enum slp_event_kind kind = event[0] == 'I'   ? SLP_INSERT
                               : event[0] == 'U' ? SLP_UPDATE
                                                 : SLP_DELETE;
    char *text = event + 2;
    if (text[0] == 'K' || text[0] == 'O') {
        char *arrow = strchr(text, '>');
        row.old = text[0] == 'K' ? SLP_OLD_KEY : SLP_OLD_FULL;
        if (arrow != NULL)
            *arrow = '\0';
        row.before = parse_row(stage->before, text + 2);
        text = arrow != NULL ? arrow + 1 : NULL;
    }
    if (text != NULL)
        row.after = parse_row(stage->after, text);
    return slp_change_row(stage->change, stage->relations, kind, &row, reterr);
}

static int
run_event(struct stage *stage, char *event, struct sl_err *reterr)
{
    static const char oid[] = { 0, 0, OID >> 8, OID & 0xff };
    const struct slp_truncate truncate = { .nrelations = 1, .relation_oids = oid };
    if (event[0] == 'T')
        return slp_change_truncate(stage->change, stage->relations, &truncate, reterr);
    if (event[0] != 'C')
        return run_row(stage, event, reterr);
    stage->begin.commit_lsn += 16;
    int failed = slp_change_settle(stage->change, reterr);
    slp_change_begin(stage->change, &stage->begin);
    return failed;
}

static void
announce(struct stage *stage, const struct sl_table *table)
{
    bool full = table->identity == SL_IDENTITY_FULL;
    bool index = table->identity == SL_IDENTITY_INDEX;
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
        .ncolumns = NCOLUMNS,
        .columns = stream,
    };
    assert_non_null(slp_relations_announce(stage->relations, &relation, false));
    slp_relations_bind(stage->relations, &relation);
}

static void
run_script(const struct sl_projection *projection, const char *script, enum sl_positions positions,
           const char *expected)
{
    const struct sl_table *tables[] = { projection->table };
    const struct sl_projection *projections[] = { projection };
    const struct sl_destination destinations[] = { { "lake", positions } };
    const struct sl_policy policy = {
        .tables = tables,
        .ntables = 1,
        .destinations = destinations,
        .ndestinations = 1,
        .projections = projections,
        .nprojections = 1,
    };
    struct stage *stage = calloc(1, sizeof *stage);
    struct sl_err err = { .text = "" };
    stage->arena = sl_arena_new(1 << 20);
    stage->tables = slp_tables_new(stage->arena, &policy);
    stage->outlet = (struct slp_outlet) {
        .context = &stage->sent,
        .next_ordinal = next_ordinal,
        .send = send_record,
        .remember = remember,
        .differs = differs,
        .forget = forget,
        .forget_all = forget_all,
    };
    stage->relations = slp_relations_new(&stage->tables);
    const struct slp_change_config config = {
        .tables = &stage->tables, .outlet = &stage->outlet, .gen = GEN, .run = RUN
    };
    stage->change = slp_change_new(&config, &err);
    assert_non_null(stage->change);
    announce(stage, projection->table);
    slp_change_begin(stage->change, &stage->begin);

    (void)snprintf(stage->bytes, sizeof stage->bytes, "%s", script);
    char *rest = NULL;
    int failed = 0;
    for (char *event = strtok_r(stage->bytes, ";", &rest); event != NULL && failed == 0;
         event = strtok_r(NULL, ";", &rest))
        failed = run_event(stage, event + strspn(event, " "), &err);
    if (failed == 0)
        failed = slp_change_settle(stage->change, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    assert_string_equal(stage->sent.records, expected);

    slp_change_free(stage->change);
    slp_relations_free(stage->relations);
    sl_arena_free(stage->arena);
    free(stage);
}

/* ---- cases ---------------------------------------------------------------------------------- */

enum filter { ALL, BY_STATUS, BY_NOTE };

struct example {
    const char *name;
    enum sl_identity identity;
    enum filter filter;
    enum sl_updates updates;
    enum sl_deletes deletes;
    bool rejected;
    const char *script;
    const char *expected;
};

#define DEF SL_IDENTITY_DEFAULT
#define IDX SL_IDENTITY_INDEX
#define FULL SL_IDENTITY_FULL
#define ALWAYS SL_UPDATES_ALWAYS
#define CHANGES SL_UPDATES_CHANGES
#define KEY SL_DELETES_SEND_KEY
#define STAY SL_DELETES_STAY
#define ROW(op, id, status, note)                                                                  \
    op " \"id\":" id ",\"status\":\"" status "\",\"note\":\"" note "\""
#define GONE(op, id) op " \"id\":" id

static const struct example examples[] = {
    /* without a filter */
    { "insert", DEF, ALL, ALWAYS, KEY, false, "I 1|open|x", ROW("c0", "1", "open", "x") },
    { "a NULL is null", DEF, ALL, ALWAYS, KEY, false, "I 1|open|-",
      "c0 \"id\":1,\"status\":\"open\",\"note\":null" },
    { "update", DEF, ALL, ALWAYS, KEY, false, "U 1|open|y", ROW("u0", "1", "open", "y") },
    { "update whose key is the same", DEF, ALL, ALWAYS, KEY, false, "U K 1|-|- > 1|open|y",
      ROW("u0", "1", "open", "y") },
    { "update of the key", DEF, ALL, ALWAYS, KEY, false, "U K 1|-|- > 2|open|y",
      GONE("d0", "1") "; " ROW("u1", "2", "open", "y") },
    { "update of the key, deletes stay", DEF, ALL, ALWAYS, STAY, false, "U K 1|-|- > 2|open|y",
      GONE("d0", "1") "; " ROW("u1", "2", "open", "y") },
    { "an unchanged key is taken from the old tuple", DEF, ALL, ALWAYS, KEY, false,
      "U K 1|-|- > ~|open|y", ROW("u0", "1", "open", "y") },
    { "delete", DEF, ALL, ALWAYS, KEY, false, "D K 1|-|-", GONE("d0", "1") },
    { "delete, deletes stay", DEF, ALL, ALWAYS, STAY, false, "D K 1|-|-", "" },
    { "truncate", DEF, ALL, ALWAYS, KEY, false, "T", "t0 " },
    { "truncate, deletes stay", DEF, ALL, ALWAYS, STAY, false, "T", "" },
    { "_seq counts what is sent", IDX, BY_STATUS, ALWAYS, KEY, false,
      "I 1|test|x; U 1|test|y; D K 1|test|-; T; I 2|open|x", "t0 ; " ROW("c1", "2", "open", "x") },
    { "_seq starts again with a transaction", DEF, ALL, ALWAYS, KEY, false,
      "I 1|open|x; C; I 2|open|x", ROW("c0", "1", "open", "x") "; " ROW("c0", "2", "open", "x") },

    /* unchanged columns */
    { "unchanged and gone", DEF, ALL, ALWAYS, KEY, false, "U 1|open|~",
      "u0 \"id\":1,\"status\":\"open\",\"_unchanged\":[\"note\"]" },
    { "unchanged, with the old row", FULL, ALL, ALWAYS, KEY, false, "U O 1|open|long > 1|plan|~",
      ROW("u0", "1", "plan", "long") },
    { "rows behind a row that lacks something keep their places", DEF, ALL, ALWAYS, KEY, false,
      "U 1|open|~; I 2|open|x; D K 1|-|-",
      "u0 \"id\":1,\"status\":\"open\",\"_unchanged\":[\"note\"]; " ROW("c1", "2", "open",
                                                                        "x") "; " GONE("d2", "1") },
    { "a filter that hangs on what is gone makes a delete", DEF, BY_NOTE, ALWAYS, KEY, true,
      "U 1|open|~", GONE("d0", "1") },

    /* a filter over identity columns */
    { "insert that passes", IDX, BY_STATUS, ALWAYS, KEY, false, "I 1|open|x",
      ROW("c0", "1", "open", "x") },
    { "insert that does not pass", IDX, BY_STATUS, ALWAYS, KEY, true, "I 1|test|x", "" },
    { "update inside", IDX, BY_STATUS, ALWAYS, KEY, false, "U 1|open|y",
      ROW("u0", "1", "open", "y") },
    { "update inside, identity changed", IDX, BY_STATUS, ALWAYS, KEY, false,
      "U K 1|open|- > 1|plan|y", ROW("u0", "1", "plan", "y") },
    { "update out", IDX, BY_STATUS, ALWAYS, KEY, false, "U K 1|open|- > 1|test|y",
      GONE("d0", "1") },
    { "update out, deletes stay", IDX, BY_STATUS, ALWAYS, STAY, false, "U K 1|open|- > 1|test|y",
      GONE("d0", "1") },
    { "update in", IDX, BY_STATUS, ALWAYS, KEY, false, "U K 1|test|- > 1|open|y",
      ROW("u0", "1", "open", "y") },
    { "update outside", IDX, BY_STATUS, ALWAYS, KEY, false, "U 1|test|y", "" },
    { "update outside, rejected rows send key", IDX, BY_STATUS, ALWAYS, KEY, true, "U 1|test|y",
      "" },
    { "update of the key inside", IDX, BY_STATUS, ALWAYS, KEY, false, "U K 1|open|- > 2|open|y",
      GONE("d0", "1") "; " ROW("u1", "2", "open", "y") },
    { "update of the key and in", IDX, BY_STATUS, ALWAYS, KEY, false, "U K 1|test|- > 2|open|y",
      ROW("u0", "2", "open", "y") },
    { "update of the key and out", IDX, BY_STATUS, ALWAYS, KEY, false, "U K 1|open|- > 2|test|y",
      GONE("d0", "1") },
    { "delete inside", IDX, BY_STATUS, ALWAYS, KEY, false, "D K 1|open|-", GONE("d0", "1") },
    { "delete outside", IDX, BY_STATUS, ALWAYS, KEY, false, "D K 1|test|-", "" },

    /* a filter that the identity cannot decide */
    { "rejected: the old row may have passed", DEF, BY_STATUS, ALWAYS, KEY, true, "U 1|test|y",
      GONE("d0", "1") },
    { "rejected, not to be told", DEF, BY_STATUS, ALWAYS, KEY, false, "U 1|test|y", "" },
    { "a key tuple's other columns are absent, not NULL", DEF, BY_STATUS, ALWAYS, KEY, true,
      "U K 1|-|- > 2|test|y", GONE("d0", "1") },
    { "update of the key, inside now", DEF, BY_STATUS, ALWAYS, KEY, true, "U K 1|-|- > 2|open|y",
      GONE("d0", "1") "; " ROW("u1", "2", "open", "y") },
    { "delete, not knowable", DEF, BY_STATUS, ALWAYS, KEY, true, "D K 1|-|-", GONE("d0", "1") },

    /* a filter over the whole old row */
    { "full: update out", FULL, BY_NOTE, ALWAYS, KEY, false, "U O 1|open|x > 1|open|test",
      GONE("d0", "1") },
    { "full: update outside", FULL, BY_NOTE, ALWAYS, KEY, false, "U O 1|open|test > 1|plan|test",
      "" },
    { "full: update in", FULL, BY_NOTE, ALWAYS, KEY, false, "U O 1|open|test > 1|open|x",
      ROW("u0", "1", "open", "x") },
    { "full: unchanged outside", FULL, BY_NOTE, ALWAYS, KEY, false, "U O 1|open|test > 1|plan|~",
      "" },
    { "full: update of the key", FULL, ALL, ALWAYS, KEY, false, "U O 1|open|x > 2|open|x",
      GONE("d0", "1") "; " ROW("u1", "2", "open", "x") },
    { "full: delete outside", FULL, BY_NOTE, ALWAYS, KEY, false, "D O 1|open|test", "" },
    { "full: delete inside", FULL, BY_NOTE, ALWAYS, KEY, false, "D O 1|open|x", GONE("d0", "1") },
};

/* Releases that show no note, with `updates send changes`. */
static const struct example quiet_examples[] = {
    { "first seen", DEF, ALL, CHANGES, KEY, false, "U 1|open|x",
      "u0 \"id\":1,\"status\":\"open\"" },
    { "only the note changed", DEF, ALL, CHANGES, KEY, false, "I 1|open|x; U 1|open|y",
      "c0 \"id\":1,\"status\":\"open\"" },
    { "the status changed", DEF, ALL, CHANGES, KEY, false, "I 1|open|x; C; U 1|plan|x",
      "c0 \"id\":1,\"status\":\"open\"; u0 \"id\":1,\"status\":\"plan\"" },
    { "gone and back", DEF, ALL, CHANGES, KEY, false, "I 1|open|x; D K 1|-|-; I 1|open|y",
      "c0 \"id\":1,\"status\":\"open\"; d1 \"id\":1; c2 \"id\":1,\"status\":\"open\"" },
    { "gone and back, deletes stay", DEF, ALL, CHANGES, STAY, false,
      "I 1|open|x; D K 1|-|-; U 1|open|y",
      "c0 \"id\":1,\"status\":\"open\"; u1 \"id\":1,\"status\":\"open\"" },
    { "truncated", DEF, ALL, CHANGES, KEY, false, "I 1|open|x; T; U 1|open|y",
      "c0 \"id\":1,\"status\":\"open\"; t1 ; u2 \"id\":1,\"status\":\"open\"" },
    { "another key", DEF, ALL, CHANGES, KEY, false, "I 1|open|x; U K 1|-|- > 2|open|x; U 2|open|y",
      "c0 \"id\":1,\"status\":\"open\"; d1 \"id\":1; u2 \"id\":2,\"status\":\"open\"" },
    { "out and in", IDX, BY_STATUS, CHANGES, KEY, false,
      "I 1|open|x; U K 1|open|- > 1|test|x; U K 1|test|- > 1|open|y",
      "c0 \"id\":1,\"status\":\"open\"; d1 \"id\":1; u2 \"id\":1,\"status\":\"open\"" },
    { "full: only the note changed", FULL, ALL, CHANGES, KEY, false, "U O 1|open|x > 1|open|y",
      "" },
    { "full: the status changed", FULL, ALL, CHANGES, KEY, false, "U O 1|open|x > 1|plan|x",
      "u0 \"id\":1,\"status\":\"plan\"" },
    { "full: in", FULL, BY_NOTE, CHANGES, KEY, false, "U O 1|open|test > 1|open|x",
      "u0 \"id\":1,\"status\":\"open\"" },
};

static void
run_example(const struct example *example, sl_project_fn *project)
{
    static sl_filter_fn *const filters[] = {
        [ALL] = NULL, [BY_STATUS] = status_is_not_test, [BY_NOTE] = note_is_not_test
    };
    const struct sl_table table = {
        .schema = "s",
        .name = "t",
        .columns = columns,
        .ncolumns = NCOLUMNS,
        .identity = example->identity,
    };
    const struct sl_projection projection = {
        .destination = "lake",
        .stream = "t",
        .version = 1,
        .policy = "t@1",
        .table = &table,
        .columns = cells,
        .ncolumns = NCOLUMNS,
        .row_key = row_key,
        .nrow_key = 1,
        .updates = example->updates,
        .deletes = example->deletes,
        .rejected_send_key = example->rejected,
        .filter = filters[example->filter],
        .upsert = project,
        .erase = erase,
    };
    print_message("           %s\n", example->name);
    run_script(&projection, example->script, SL_POSITIONS_SHARED, example->expected);
}

static void
changes_become_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        run_example(&examples[i], upsert);
}

static void
updates_that_change_nothing_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quiet_examples / sizeof *quiet_examples; i++)
        run_example(&quiet_examples[i], upsert_status);
}

/* Under `positions apart` the stream's own ordinal takes the place of `_seq`. */
static void
apart_positions_count_records(void **state)
{
    const struct sl_table table = {
        .schema = "s", .name = "t", .columns = columns, .ncolumns = NCOLUMNS
    };
    const struct sl_projection projection = {
        .destination = "lake",
        .policy = "t@1",
        .table = &table,
        .columns = cells,
        .ncolumns = NCOLUMNS,
        .row_key = row_key,
        .nrow_key = 1,
        .filter = status_is_not_test,
        .rejected_send_key = true,
        .upsert = upsert,
        .erase = erase,
    };
    (void)state;
    run_script(&projection, "I 1|test|x; I 1|open|x; C; U K 1|-|- > 2|open|x", SL_POSITIONS_APART,
               ROW("c0", "1", "open", "x") "; " GONE("d1", "1") "; " ROW("u2", "2", "open", "x"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_become_records),
        cmocka_unit_test(updates_that_change_nothing_stay),
        cmocka_unit_test(apart_positions_count_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
