/* test_change.c - what every kind of change means to a release: kind of event, old row (none, key,
 * full), filter of the old and the new row, changed keys, unchanged columns, and the release's
 * lines about updates, deletes and rejected rows.
 *
 * A case is a script of events (script.h) and the records it must make. */
#include "script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct sl_open
status_is_not_test(const struct sl_row *row, struct sl_record *out)
{
    struct sl_open status = sl_open_cell(row, SCRIPT_STATUS);
    (void)out;
    return status.value.state == SL_VALUE ? sl_boolean(!sl_str_is(status.value.text, "test"))
                                          : status;
}

static struct sl_open
note_is_not_test(const struct sl_row *row, struct sl_record *out)
{
    struct sl_open note = sl_open_cell(row, SCRIPT_NOTE);
    (void)out;
    return note.value.state == SL_VALUE ? sl_boolean(!sl_str_is(note.value.text, "test")) : note;
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
        .columns = script_columns,
        .ncolumns = SCRIPT_COLUMNS,
        .identity = example->identity,
    };
    const struct sl_projection projection = {
        .destination = "lake",
        .stream = "t",
        .version = 1,
        .policy = "t@1",
        .table = &table,
        .columns = script_cells,
        .ncolumns = SCRIPT_COLUMNS,
        .row_key = script_row_key,
        .nrow_key = 1,
        .updates = example->updates,
        .deletes = example->deletes,
        .rejected_send_key = example->rejected,
        .filter = filters[example->filter],
        .upsert = project,
        .erase = script_erase,
    };
    print_message("           %s\n", example->name);
    script_expect(&projection, SL_POSITIONS_SHARED, example->script, example->expected);
}

static void
changes_become_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        run_example(&examples[i], script_upsert);
}

static void
updates_that_change_nothing_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quiet_examples / sizeof *quiet_examples; i++)
        run_example(&quiet_examples[i], script_upsert_status);
}

/* Under `positions apart` the stream's own ordinal takes the place of `_seq`. */
static void
apart_positions_count_records(void **state)
{
    const struct sl_table table = {
        .schema = "s", .name = "t", .columns = script_columns, .ncolumns = SCRIPT_COLUMNS
    };
    const struct sl_projection projection = {
        .destination = "lake",
        .policy = "t@1",
        .table = &table,
        .columns = script_cells,
        .ncolumns = SCRIPT_COLUMNS,
        .row_key = script_row_key,
        .nrow_key = 1,
        .filter = status_is_not_test,
        .rejected_send_key = true,
        .upsert = script_upsert,
        .erase = script_erase,
    };
    (void)state;
    script_expect(
        &projection, SL_POSITIONS_APART, "I 1|test|x; I 1|open|x; C; U K 1|-|- > 2|open|x",
        ROW("c0", "1", "open", "x") "; " GONE("d1", "1") "; " ROW("u2", "2", "open", "x"));
}

/* ---- fields that are made of the commit time -------------------------------------------------- */

static void
upsert_when(const struct sl_row *row, struct sl_record *out)
{
    script_upsert_status(row, out);
    sl_put(out, "at", sl_commit_time(row));
}

#define WHEN(op, id, status, seconds)                                                              \
    op " \"id\":" id ",\"status\":\"" status "\",\"at\":\"1970-01-01T00:0" seconds ".000000Z\""

/* That time went on is no change: a row is compared as it would have been when it was sent last. */
static void
time_alone_is_no_change(void **state)
{
    static const enum sl_identity identities[] = { DEF, FULL };
    (void)state;
    for (size_t i = 0; i < sizeof identities / sizeof *identities; i++) {
        const struct sl_table table = { .schema = "s",
                                        .name = "t",
                                        .columns = script_columns,
                                        .ncolumns = SCRIPT_COLUMNS,
                                        .identity = identities[i] };
        const struct sl_projection projection = { .destination = "lake",
                                                  .stream = "t",
                                                  .policy = "t@1",
                                                  .table = &table,
                                                  .columns = script_cells,
                                                  .ncolumns = SCRIPT_COLUMNS,
                                                  .row_key = script_row_key,
                                                  .nrow_key = 1,
                                                  .updates = CHANGES,
                                                  .reads_commit_time = true,
                                                  .upsert = upsert_when,
                                                  .erase = script_erase };
        script_expect(&projection, SL_POSITIONS_SHARED,
                      "I 1|open|x; C; U O 1|open|x > 1|open|y; C; U O 1|open|y > 1|plan|y; C;"
                      "U O 1|plan|y > 1|plan|z",
                      WHEN("c0", "1", "open", "1:40") "; " WHEN("u0", "1", "plan", "2:00"));
    }
}

/* ---- tables that are not, or not only, sent -------------------------------------------------- */

static const struct sl_table plain_table = {
    .schema = "s", .name = "t", .columns = script_columns, .ncolumns = SCRIPT_COLUMNS
};
static const struct sl_projection plain = {
    .destination = "lake",
    .stream = "t",
    .policy = "t@1",
    .table = &plain_table,
    .columns = script_cells,
    .ncolumns = SCRIPT_COLUMNS,
    .row_key = script_row_key,
    .nrow_key = 1,
    .upsert = script_upsert,
    .erase = script_erase,
};

/* A row of a shape that the policy does not have matters where it would be sent, and once: the release is
 * closed by it. */
static void
unreadable_rows_are_told(void **state)
{
    (void)state;
    script_expect(&plain, SL_POSITIONS_SHARED, "B; I 1|open|x; I 2|open|x; T", "unreadable");
    script_expect(&plain, SL_POSITIONS_SHARED, "B; T", "unreadable");
    script_expect(&plain, SL_POSITIONS_SHARED, "X; B; I 1|open|x; T", "");
    script_expect(&plain, SL_POSITIONS_SHARED, "F+; B; I 1|open|x; C; I 1|open|x", "unreadable");
}

/* A chunk has to see what the stream has brought, whether or not that was sent. */
static void
tables_that_a_transaction_changed_are_noted(void **state)
{
    (void)state;
    struct script *script = script_new(&plain, SL_POSITIONS_SHARED);
    const struct slp_table *table = script_table(script);
    assert_false(slp_change_touched(script_change(script), table));
    script_run(script, "I 1|open|x; C");
    assert_true(slp_change_touched(script_change(script), table));
    script_run(script, "F+; D K 2|-|-");
    assert_true(slp_change_touched(script_change(script), table));
    script_run(script, "C; B");
    assert_false(slp_change_touched(script_change(script), table));
    script_run(script, "T");
    assert_true(slp_change_touched(script_change(script), table));
    script_free(script);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_become_records),
        cmocka_unit_test(updates_that_change_nothing_stay),
        cmocka_unit_test(apart_positions_count_records),
        cmocka_unit_test(time_alone_is_no_change),
        cmocka_unit_test(unreadable_rows_are_told),
        cmocka_unit_test(tables_that_a_transaction_changed_are_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
