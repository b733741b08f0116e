/* test_release_fill.c - a release that is filled: what it sends of transactions, what waits, and what its
 * chunks and the end mark send. A case is a script (script.h). */
#include "script.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct example {
    const char *name;
    enum sl_identity identity;
    bool filtered; /* rows whose status is "test" are not released */
    enum sl_updates updates;
    enum sl_deletes deletes;
    const char *events, *expected;
};

#define DEF SL_IDENTITY_DEFAULT
#define IDX SL_IDENTITY_INDEX
#define FULL SL_IDENTITY_FULL
#define ALWAYS SL_UPDATES_ALWAYS
#define CHANGES SL_UPDATES_CHANGES
#define KEY SL_DELETES_SEND_KEY
#define STAY SL_DELETES_STAY
#define ROW(op, id, status) op " \"id\":" id ",\"status\":\"" status "\""
#define GONE(op, id) op " \"id\":" id

/* No release shows the note. */
static const struct example examples[] = {
    /* open and closed */
    { "a closed release sends nothing", DEF, false, CHANGES, KEY, "X; I 1|open|x; T; D K 1|-|-",
      "" },
    { "nothing of before the beginning is sent", DEF, false, CHANGES, KEY,
      "F+; I 1|open|x; T; C; I 2|open|x", ROW("c0", "2", "open") },
    { "what waited, or was read, is dropped when it is closed", DEF, false, CHANGES, KEY,
      "F; U 1|open|x; C; R 2|open|x; X; F; S", "waits; goes on" },

    /* chunks */
    { "a chunk's rows stand behind what was streamed, by their keys", DEF, false, CHANGES, KEY,
      "I 9|open|x; F; R 3|open|x; R 1|open|x; R 2|plan|x; S",
      ROW("c0", "9", "open") "; " ROW("r0@104", "1", "open") "; " ROW(
          "r1@104", "2", "plan") "; " ROW("r2@104", "3", "open") },
    { "ordinals go on at the same position", DEF, false, CHANGES, KEY,
      "F; R 1|open|x; S; R 2|open|x; S; I 9|open|x; C; R 3|open|x; S",
      ROW("r0@94", "1", "open") "; " ROW("r1@94", "2", "open") "; " ROW("c0", "9", "open") "; " ROW(
          "r0@104", "3", "open") },
    { "the filter lets through what it lets through", DEF, true, CHANGES, KEY,
      "F; R 1|test|x; R 2|open|x; S", ROW("r0@94", "2", "open") },
    { "an empty chunk sends nothing", DEF, false, CHANGES, KEY, "F; S; S", "" },
    { "of a row that comes twice in a chunk, the later", DEF, false, CHANGES, KEY,
      "F; R 1|open|x; R 1|plan|x; S", ROW("r0@94", "1", "plan") },
    { "what was sent in this generation is not sent again", DEF, false, CHANGES, KEY,
      "F; I 1|open|x; C; R 1|open|y; S; R 2|open|x; S; U 2|open|y",
      ROW("c0", "1", "open") "; " ROW("r0@104", "2", "open") },
    { "what a chunk knew before the stream is not sent again", DEF, false, CHANGES, KEY,
      "F; I 1|open|x; C; R 1|plan|x; S; U 1|plan|x; U 1|open|x",
      ROW("c0", "1", "open") "; " ROW("r0@104", "1", "plan") "; " ROW("u0", "1", "open") },
    { "an update that the chunk has seen is not told", DEF, false, CHANGES, KEY,
      "F; R 1|plan|x; S+; U 1|open|y; U 1|plan|y; C; U 1|open|y", ROW("r0@94", "1", "plan") },
    { "and is told when the stream has come to where the chunk's snapshot ends", DEF, false,
      CHANGES, KEY, "F; R 1|plan|x; S+; U 1|open|y; C; U 1|open|y; C; U 1|open|y; C; U 1|open|y",
      ROW("r0@94", "1", "plan") "; " ROW("u0", "1", "open") },
    { "a row that was deleted since, and comes again, is", DEF, false, CHANGES, KEY,
      "F; R 1|plan|x; S+; D K 1|-|-; I 1|plan|x; U 1|open|y",
      ROW("r0@94", "1", "plan") "; " GONE("d0", "1") "; " ROW("c1", "1", "plan") "; " ROW("u2", "1",
                                                                                          "open") },
    { "a row that is told since is older than what comes next", DEF, false, CHANGES, KEY,
      "F; R 1|plan|x; S+; I 1|open|x; U 1|open|y; U 1|plan|y",
      ROW("r0@94", "1", "plan") "; " ROW("c0", "1", "open") "; " ROW("u1", "1", "plan") },
    { "the same of a row that had another key", DEF, false, CHANGES, KEY,
      "F; R 1|plan|x; S+; U K 2|-|- > 1|open|x; U 1|plan|x",
      ROW("r0@94", "1", "plan") "; " GONE("d0", "2") "; " ROW("u1", "1", "open") "; " ROW("u2", "1",
                                                                                          "plan") },
    { "the same of a row that comes into the filter", IDX, true, CHANGES, KEY,
      "F; R 1|plan|x; S+; U K 1|test|- > 1|open|x; U K 1|open|- > 1|plan|x",
      ROW("r0@94", "1", "plan") "; " ROW("u0", "1", "open") "; " ROW("u1", "1", "plan") },
    { "identity full: the same", FULL, false, CHANGES, KEY,
      "F; R 1|plan|x; S+; I 1|open|x; U O 1|open|x > 1|plan|x",
      ROW("r0@94", "1", "plan") "; " ROW("c0", "1", "open") "; " ROW("u1", "1", "plan") },
    { "updates send always: what the chunk has seen, too", DEF, false, ALWAYS, KEY,
      "F; R 1|plan|x; S+; U 1|open|y", ROW("r0@94", "1", "plan") "; " ROW("u0", "1", "open") },
    { "identity full: what the chunk has seen is not told", FULL, false, CHANGES, KEY,
      "F; R 1|plan|x; S+; U O 1|plan|x > 1|open|y", ROW("r0@94", "1", "plan") },
    { "updates send always: chunks, too", DEF, false, ALWAYS, KEY,
      "F; U 1|open|x; C; R 1|open|x; S", ROW("u0", "1", "open") "; " ROW("r0@104", "1", "open") },
    { "another generation knows nothing", DEF, false, CHANGES, KEY,
      "F; R 1|open|x; S; F; R 1|open|x; S",
      ROW("r0@94", "1", "open") "; " ROW("r1@94", "1", "open") },

    /* waiting updates */
    { "an update of an unknown row leaves with the next chunk", DEF, false, CHANGES, KEY,
      "F; U 1|open|x; C; S", "waits; goes on; " ROW("r0@104", "1", "open") },
    { "and among its rows", DEF, false, CHANGES, KEY, "F; U 2|open|x; C; R 3|open|x; R 1|open|x; S",
      "waits; goes on; " ROW("r0@104", "1", "open") "; " ROW("r1@104", "2", "open") "; " ROW(
          "r2@104", "3", "open") },
    { "the chunk has read the row later", DEF, false, CHANGES, KEY,
      "F; U 1|open|x; C; R 1|plan|x; S", "waits; goes on; " ROW("r0@104", "1", "plan") },
    { "the last update is the one that leaves", DEF, false, CHANGES, KEY,
      "F; U 1|open|x; U 1|plan|x; C; S", "waits; goes on; " ROW("r0@104", "1", "plan") },
    { "an update of a known row does not wait", DEF, false, CHANGES, KEY,
      "F; R 1|open|x; S; U 1|open|y; U 1|plan|x",
      ROW("r0@94", "1", "open") "; " ROW("u0", "1", "plan") },
    { "what was sent before the fill is not known", DEF, false, CHANGES, KEY,
      "I 1|open|x; C; F; U 1|open|y", ROW("c0", "1", "open") "; waits" },
    { "an insert does not wait", DEF, false, CHANGES, KEY, "F; I 1|open|x; U 1|open|y",
      ROW("c0", "1", "open") },
    { "updates send always: none waits", DEF, false, ALWAYS, KEY, "F; U 1|open|x",
      ROW("u0", "1", "open") },
    { "it is told when the first waits, and when none does any more", DEF, false, CHANGES, KEY,
      "F; U 1|open|x; U 2|open|x; D K 1|-|-; D K 2|-|-",
      "waits; " GONE("d0", "1") "; goes on; " GONE("d1", "2") },

    /* what takes a waiting update out */
    { "a delete", DEF, false, CHANGES, KEY, "F; U 1|open|x; D K 1|-|-; C; S",
      "waits; goes on; " GONE("d0", "1") },
    { "a delete, deletes stay", DEF, false, CHANGES, STAY, "F; U 1|open|x; D K 1|-|-; C; S",
      "waits; goes on" },
    { "a delete of a row that is not known is sent all the same", DEF, false, CHANGES, KEY,
      "F; D K 1|-|-", GONE("d0", "1") },
    { "a truncation", DEF, false, CHANGES, KEY, "F; U 1|open|x; T; C; S", "waits; goes on; t0 " },
    { "a truncation, deletes stay", DEF, false, CHANGES, STAY, "F; U 1|open|x; T; C; S",
      "waits; goes on" },
    { "another key", DEF, false, CHANGES, KEY, "F; U 1|open|x; U K 1|-|- > 2|open|x; C; S",
      "waits; goes on; " GONE("d0", "1") "; " ROW("u1", "2", "open") },
    { "a new row with the key", DEF, false, CHANGES, KEY, "F; U 1|open|x; U K 2|-|- > 1|open|x",
      "waits; " GONE("d0", "2") "; goes on; " ROW("u1", "1", "open") },
    { "leaving the filter", IDX, true, CHANGES, KEY, "F; U 1|open|x; U K 1|open|- > 1|test|x; C; S",
      "waits; goes on; " GONE("d0", "1") },
    { "leaving the filter where that is not told", DEF, true, CHANGES, KEY,
      "F; U 1|open|x; U 1|test|x; C; S", "waits; goes on" },

    /* replica identity full, where the old row is known but not whether it was sent */
    { "full: what changed nothing waits", FULL, false, CHANGES, KEY,
      "F; U O 1|open|x > 1|open|y; C; S", "waits; goes on; " ROW("r0@104", "1", "open") },
    { "full: what changed something does not", FULL, false, CHANGES, KEY,
      "F; U O 1|open|x > 1|plan|x; U O 1|plan|x > 1|plan|y; C; R 1|plan|y; S",
      ROW("u0", "1", "plan") },
    { "full: what changed something takes out what waits", FULL, false, CHANGES, KEY,
      "F; U O 1|open|x > 1|open|y; U O 1|open|y > 1|plan|y; C; S",
      "waits; goes on; " ROW("u0", "1", "plan") },
    { "full: what a chunk has sent is known", FULL, false, CHANGES, KEY,
      "F; R 1|open|x; S; U O 1|open|x > 1|open|y", ROW("r0@94", "1", "open") },

    /* the end mark */
    { "the end mark stands behind all", DEF, false, CHANGES, KEY,
      "F; R 1|open|x; S; E; U 1|open|y; U 2|open|x",
      ROW("r0@94", "1", "open") "; f1@94 ; " ROW("u0", "2", "open") },
    { "deletes stay: no end mark", DEF, false, CHANGES, STAY, "F; R 1|open|x; S; E",
      ROW("r0@94", "1", "open") },
    { "full: after the end mark the old row tells", FULL, false, CHANGES, KEY,
      "F; E; U O 1|open|x > 1|open|y; U O 1|open|y > 1|plan|y", "f0@94 ; " ROW("u0", "1", "plan") },
};

/* ---- the release ---------------------------------------------------------------------------- */

static struct sl_open
status_is_not_test(const struct sl_row *row, struct sl_record *out)
{
    struct sl_open status = sl_open_cell(row, SCRIPT_STATUS);
    (void)out;
    return status.value.state == SL_VALUE ? sl_boolean(!sl_str_is(status.value.text, "test"))
                                          : status;
}

static struct sl_table
table_of(enum sl_identity identity)
{
    return (struct sl_table) { .schema = "s",
                               .name = "t",
                               .columns = script_columns,
                               .ncolumns = SCRIPT_COLUMNS,
                               .identity = identity };
}

static struct sl_projection
projection_of(const struct sl_table *table, sl_project_fn *upsert)
{
    return (struct sl_projection) { .destination = "lake",
                                    .stream = "t",
                                    .version = 1,
                                    .policy = "t@1",
                                    .table = table,
                                    .columns = script_cells,
                                    .ncolumns = SCRIPT_COLUMNS,
                                    .row_key = script_row_key,
                                    .nrow_key = 1,
                                    .updates = SL_UPDATES_CHANGES,
                                    .deletes = SL_DELETES_SEND_KEY,
                                    .upsert = upsert,
                                    .erase = script_erase };
}

/* ---- cases ---------------------------------------------------------------------------------- */

static void
fills_send_what_they_must(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct example *example = &examples[i];
        const struct sl_table table = table_of(example->identity);
        struct sl_projection projection = projection_of(&table, script_upsert_status);
        projection.updates = example->updates;
        projection.deletes = example->deletes;
        projection.filter = example->filtered ? status_is_not_test : NULL;
        print_message("           %s\n", example->name);
        script_expect(&projection, SL_POSITIONS_SHARED, example->events, example->expected);
    }
}

/* Under `positions apart` chunks take their places in the stream's own count. */
static void
apart_positions_count_chunks(void **state)
{
    (void)state;
    const struct sl_table table = table_of(SL_IDENTITY_DEFAULT);
    const struct sl_projection projection = projection_of(&table, script_upsert_status);
    script_expect(&projection, SL_POSITIONS_APART,
                  "I 9|open|x; F; R 2|open|x; R 1|open|x; S; E; I 3|open|x",
                  ROW("c0", "9", "open") "; " ROW("r1@0", "1", "open") "; " ROW(
                      "r2@0", "2", "open") "; f3@0 ; " ROW("c4", "3", "open"));
}

/* So many of these are too many to wait. */
enum { TOO_MANY = SLP_MAX_WAITING_BYTES / SL_MIB };

/* An update of the row, with a status of a MiB. */
static void
run_large_update(struct script *script, uint32_t id)
{
    static char event[SL_MIB + 64];
    const int used = snprintf(event, sizeof event, "U %u|", id);
    memset(event + used, 'x', SL_MIB);
    memcpy(event + used + SL_MIB, "|-", sizeof "|-");
    script_run(script, event);
}

/* They leave at once, also within a transaction, in the order of their keys; after that their rows are known. */
static void
too_many_do_not_wait(void **state)
{
    (void)state;
    const struct sl_table table = table_of(SL_IDENTITY_DEFAULT);
    const struct sl_projection projection = projection_of(&table, script_upsert_status);
    struct script *script = script_new(&projection, SL_POSITIONS_SHARED);
    script_run(script, "I 5|open|x; F; I 6|open|x");
    for (uint32_t id = 10 + TOO_MANY - 1; id > 10; id--)
        run_large_update(script, id);
    assert_int_equal(script_count(script), 2);
    run_large_update(script, 10);
    assert_int_equal(script_count(script), 2 + TOO_MANY);
    const char *records = script_records(script);
    assert_non_null(strstr(records, ROW("c0", "6", "open") "; waits; r1@110 \"id\":10,"));
    script_run(script, "I 7|open|x; U 12|open|x");
    assert_int_equal(script_count(script), 2 + TOO_MANY + 2);
    script_free(script);
}

/* Whatever was told of the row before, also by the same transaction, is older. */
static void
they_leave_behind_what_was_told_of_their_row(void **state)
{
    (void)state;
    const struct sl_table table = table_of(SL_IDENTITY_DEFAULT);
    struct sl_projection projection = projection_of(&table, script_upsert_status);
    projection.filter = status_is_not_test;
    projection.rejected_send_key = true;
    struct script *script = script_new(&projection, SL_POSITIONS_SHARED);
    script_run(script, "F; U 10|test|x; U 10|open|x");
    for (uint32_t id = 11; id <= 10 + TOO_MANY; id++)
        run_large_update(script, id);
    const char *records = script_records(script);
    assert_non_null(strstr(records, GONE("d0", "10") "; waits; " ROW("r1@100", "10", "open")));
    script_free(script);
}

/* ---- the time that fields are made with ------------------------------------------------------ */

/* A field that tells when the row was changed. */
static void
upsert_when(const struct sl_row *row, struct sl_record *out)
{
    script_erase(row, out);
    sl_put(out, "at", sl_commit_time(row));
}

#define AT(op, id, seconds) op " \"id\":" id ",\"at\":\"1970-01-01T00:0" seconds ".000000Z\""

/* What waits is made with the time of the last chunk of its fill, so that it is not told from the rows
 * around it; before the first, with that at which the fill began. */
static void
what_waits_is_of_the_last_chunk(void **state)
{
    (void)state;
    const struct sl_table table = table_of(SL_IDENTITY_DEFAULT);
    struct sl_projection projection = projection_of(&table, upsert_when);
    projection.reads_commit_time = true;
    script_expect(&projection, SL_POSITIONS_SHARED, "F; R 1|open|x; S; U 2|open|x; C; S",
                  AT("r0@94", "1", "1:33") "; waits; goes on; " AT("r0@104", "2", "1:33"));
    script_expect(&projection, SL_POSITIONS_SHARED, "I 9|open|x; F; U 2|open|x; C; S",
                  AT("c0", "9", "1:40") "; waits; goes on; " AT("r0@114", "2", "1:41"));
    script_expect(&projection, SL_POSITIONS_SHARED,
                  "F; R 1|open|x; S; I 9|open|x; F; U 2|open|x; C; S",
                  AT("r0@94", "1", "1:33") "; " AT("c0", "9", "1:40") "; waits; goes on; " AT(
                      "r0@114", "2", "1:41"));
}

/* The next update that changes nothing is compared with that time, not with that of the chunk by which the
 * row left. */
static void
what_waited_is_compared_as_it_was_made(void **state)
{
    (void)state;
    const struct sl_table table = table_of(SL_IDENTITY_DEFAULT);
    struct sl_projection projection = projection_of(&table, upsert_when);
    projection.reads_commit_time = true;
    script_expect(&projection, SL_POSITIONS_SHARED,
                  "F; R 1|open|x; S; U 2|open|x; C; R 3|open|x; S; U 2|open|y; U 3|open|y",
                  AT("r0@94", "1", "1:33") "; waits; goes on; " AT("r0@104", "2", "1:33") "; " AT(
                      "r1@104", "3", "1:43"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_send_what_they_must),
        cmocka_unit_test(apart_positions_count_chunks),
        cmocka_unit_test(too_many_do_not_wait),
        cmocka_unit_test(they_leave_behind_what_was_told_of_their_row),
        cmocka_unit_test(what_waits_is_of_the_last_chunk),
        cmocka_unit_test(what_waited_is_compared_as_it_was_made),
    };
    return cmocka_run_group_tests_name("release_fill", tests, NULL, NULL);
}
