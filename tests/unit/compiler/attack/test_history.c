/* What leaves of a history is what docs/delivery.md and docs/language.md promise of the pusher. */
#include "../checked.h"

#include "attack/history.h"
#include "buf.h"
#include "eval/eval_value.h"
#include "maxima.h"

#define POLICY(identity, positions, lines)                                                         \
    "policy language 1\n"                                                                          \
    "levels open \"o\" secret \"s\" end\n"                                                         \
    "role r \"R\" category c owned by r end\n"                                                     \
    "destination d clearance open accepts c " positions " purpose \"p\" owned by r end\n"          \
    "table app.boats " identity "\n"                                                               \
    "  column id integer open key\n"                                                               \
    "  column name text open\n"                                                                    \
    "  column note text open\n"                                                                    \
    "  withhold note\n"                                                                            \
    "end\n"                                                                                        \
    "table app.races\n"                                                                            \
    "  column id integer open key\n"                                                               \
    "  column name text open\n"                                                                    \
    "  column note text open\n"                                                                    \
    "  withhold name, note\n"                                                                      \
    "end\n"                                                                                        \
    "release app.boats to d.boats version 1 owner r row key id = id keep name " lines " end\n"     \
    "release app.races to d.races version 1 owner r row key id = id deleted rows send key "        \
    "updates send changes end\n"

#define CHANGES "deleted rows send key updates send changes"
#define ALWAYS "deleted rows send key updates send always"
#define STAY "deleted rows stay updates send changes"
#define TIMED CHANGES " metadata commit_time"
#define AGEING "derive year = year(commit_time) " TIMED
#define FILTERED "only rows where name is \"a\" " CHANGES
#define REJECTED "rejected rows send key " FILTERED
#define FULL "replica identity full"
#define INDEX "replica identity index boats_by_name"

struct boat {
    int id;
    const char *name, *note;
};

struct step {
    uint32_t transaction; /* 0: behind the last step */
    enum slc_event_op op;
    struct boat was, is;
    bool race; /* in the other table */
};

#define BOAT(...)                                                                                  \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define INSERTS(number, ...)                                                                       \
    {                                                                                              \
        .transaction = (number), .op = SLC_EVENT_INSERT, .is = { __VA_ARGS__ }                     \
    }
#define UPDATES(number, old, new)                                                                  \
    {                                                                                              \
        .transaction = (number), .op = SLC_EVENT_UPDATE, .was = old, .is = new                     \
    }
#define DELETES(number, ...)                                                                       \
    {                                                                                              \
        .transaction = (number), .op = SLC_EVENT_DELETE, .was = { __VA_ARGS__ }                    \
    }
#define RACES(number, ...)                                                                         \
    {                                                                                              \
        .transaction = (number), .op = SLC_EVENT_INSERT, .is = { __VA_ARGS__ }, .race = true       \
    }

/* A row that comes, changes in what is withheld, changes in what is released, and goes. */
#define A_LIFE                                                                                     \
    {                                                                                              \
        INSERTS(1, 1, "a", "x"), UPDATES(2, BOAT(1, "a", "x"), BOAT(1, "a", "y")),                 \
            UPDATES(3, BOAT(1, "a", "y"), BOAT(1, "b", "y")), DELETES(4, 1, "b", "y")              \
    }
/* One that the filter rejects at first, and lets through for a time. */
#define FROM_REJECTED                                                                              \
    {                                                                                              \
        INSERTS(1, 1, "b", "x"), UPDATES(2, BOAT(1, "b", "x"), BOAT(1, "b", "y")),                 \
            UPDATES(3, BOAT(1, "b", "y"), BOAT(1, "a", "y")),                                      \
            UPDATES(4, BOAT(1, "a", "y"), BOAT(1, "b", "y")), DELETES(5, 1, "b", "y")              \
    }

static const struct told {
    const char *what, *policy;
    struct step steps[6];
    const char *leaves; /* a line for each record */
} cases[] = {
    { "what changes nothing released does not leave, and has no place of its own",
      POLICY("", "", CHANGES), A_LIFE,
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"id\":1,\"name\":\"b\"}\n"
      "{\"_op\":\"d\",\"_lsn\":3,\"_seq\":0,\"id\":1}\n" },
    { "of whole old rows, too", POLICY(FULL, "", CHANGES), A_LIFE,
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"id\":1,\"name\":\"b\"}\n"
      "{\"_op\":\"d\",\"_lsn\":3,\"_seq\":0,\"id\":1}\n" },
    { "always is always", POLICY("", "", ALWAYS), A_LIFE,
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"u\",\"_lsn\":3,\"_seq\":0,\"id\":1,\"name\":\"b\"}\n"
      "{\"_op\":\"d\",\"_lsn\":4,\"_seq\":0,\"id\":1}\n" },
    { "deletions that are not told", POLICY("", "", STAY), A_LIFE,
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"id\":1,\"name\":\"b\"}\n" },
    { "apart, records of the stream are counted", POLICY("", "positions apart", CHANGES), A_LIFE,
      "{\"_op\":\"c\",\"_pos\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"u\",\"_pos\":1,\"id\":1,\"name\":\"b\"}\n"
      "{\"_op\":\"d\",\"_pos\":2,\"id\":1}\n" },
    { "times are told where the release says so",
      POLICY("", "", TIMED),
      { INSERTS(2, 1, "a", "x") },
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"_commit_time\":\"2027-02-19T12:00:00.000000Z\","
      "\"id\":1,\"name\":\"a\"}\n" },
    { "time alone is no difference", POLICY("", "", AGEING), A_LIFE,
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"_commit_time\":\"2026-01-15T12:00:00.000000Z\","
      "\"id\":1,\"name\":\"a\",\"year\":2026}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"_commit_time\":\"2028-03-25T12:00:00.000000Z\","
      "\"id\":1,\"name\":\"b\",\"year\":2028}\n"
      "{\"_op\":\"d\",\"_lsn\":3,\"_seq\":0,\"_commit_time\":\"2029-04-29T12:00:00.000000Z\","
      "\"id\":1}\n" },
    { "nor of whole old rows", POLICY(FULL, "", AGEING), A_LIFE,
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"_commit_time\":\"2026-01-15T12:00:00.000000Z\","
      "\"id\":1,\"name\":\"a\",\"year\":2026}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"_commit_time\":\"2028-03-25T12:00:00.000000Z\","
      "\"id\":1,\"name\":\"b\",\"year\":2028}\n"
      "{\"_op\":\"d\",\"_lsn\":3,\"_seq\":0,\"_commit_time\":\"2029-04-29T12:00:00.000000Z\","
      "\"id\":1}\n" },
    { "whole old rows say what the filter rejected", POLICY(FULL, "", FILTERED), FROM_REJECTED,
      "{\"_op\":\"u\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"d\",\"_lsn\":2,\"_seq\":0,\"id\":1}\n" },
    { "an index over the filter's columns does, too", POLICY(INDEX, "", FILTERED), FROM_REJECTED,
      "{\"_op\":\"u\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"d\",\"_lsn\":2,\"_seq\":0,\"id\":1}\n" },
    { "else each change of a rejected row is announced", POLICY("", "", REJECTED), FROM_REJECTED,
      "{\"_op\":\"d\",\"_lsn\":1,\"_seq\":0,\"id\":1}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"d\",\"_lsn\":3,\"_seq\":0,\"id\":1}\n"
      "{\"_op\":\"d\",\"_lsn\":4,\"_seq\":0,\"id\":1}\n" },
    { "another key is another row",
      POLICY("", "", STAY),
      { INSERTS(1, 1, "a", "x"), UPDATES(2, BOAT(1, "a", "x"), BOAT(2, "a", "x")) },
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"d\",\"_lsn\":2,\"_seq\":0,\"id\":1}\n"
      "{\"_op\":\"u\",\"_lsn\":2,\"_seq\":1,\"id\":2,\"name\":\"a\"}\n" },
    { "a row that comes back is new",
      POLICY("", "", CHANGES),
      { INSERTS(1, 1, "a", "x"), DELETES(2, 1, "a", "x"), INSERTS(3, 1, "a", "x") },
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"d\",\"_lsn\":2,\"_seq\":0,\"id\":1}\n"
      "{\"_op\":\"c\",\"_lsn\":3,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n" },
    { "ordinals are of the stream and what it receives",
      POLICY("", "", CHANGES),
      { RACES(1, 7, "", ""), INSERTS(1, 1, "a", "x"),
        UPDATES(2, BOAT(1, "a", "x"), BOAT(1, "a", "y")), INSERTS(2, 2, "a", "x") },
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":1,\"name\":\"a\"}\n"
      "{\"_op\":\"c\",\"_lsn\":2,\"_seq\":0,\"id\":2,\"name\":\"a\"}\n"
      "{\"_op\":\"c\",\"_lsn\":1,\"_seq\":0,\"id\":7}\n" },
};

static const struct sl_value *
row_of(struct sl_arena *arena, const struct boat *boat)
{
    struct sl_value *row = SL_NEW_ARRAY(arena, struct sl_value, 3);
    row[0] = (struct sl_value) { .state = SL_VALUE, .kind = SL_INTEGER, .integer = boat->id };
    row[1] = slc_text_value(sl_str_of(boat->name));
    row[2] = slc_text_value(sl_str_of(boat->note));
    return row;
}

static void
add_step(struct sl_arena *arena, struct slc_history *history, const struct slc_ir_table *table,
         const struct step *step)
{
    const struct sl_value *rows[2] = { NULL, NULL };
    if (step->was.name != NULL)
        rows[0] = row_of(arena, &step->was);
    if (step->is.name != NULL)
        rows[1] = row_of(arena, &step->is);
    switch (step->op) {
    case SLC_EVENT_INSERT: slc_history_insert(history, table, rows[1], step->transaction); return;
    case SLC_EVENT_UPDATE: slc_history_update(history, table, rows, step->transaction); return;
    case SLC_EVENT_DELETE: slc_history_delete(history, table, rows[0], step->transaction); return;
    }
}

static struct sl_str
leaves_of(const struct checked *checked, const struct slc_ir *ir, const struct told *told)
{
    const struct slc_flows flows = slc_flows_of(&checked->program, ir);
    const struct slc_flow *both[2] = { &flows.each[0], &flows.each[1] };
    struct slc_history history = { .count = 0 };
    struct sl_buf out;
    assert_int_equal(flows.count, 2);
    for (size_t at = 0; at < COUNT_OF(told->steps) && told->steps[at].transaction > 0; at++)
        add_step(checked->arena, &history, both[told->steps[at].race]->table, &told->steps[at]);
    const struct slc_departures departures = slc_departures_of(checked->arena, both, 2, &history);
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    for (uint32_t at = 0; at < departures.count; at++)
        sl_buf_printf(&out, "%.*s\n", SL_FMT(departures.each[at].text));
    const struct sl_str text = sl_arena_copy(checked->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

static void
leaves_what_is_promised(void **state)
{
    (void)state;
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir *ir = lower_text(&checked, cases[at].policy, EVERY_STAGE);
        const struct sl_str leaves = leaves_of(&checked, ir, &cases[at]);
        if (!sl_str_is(leaves, cases[at].leaves))
            print_error("%s:\n", cases[at].what);
        assert_string_equal(leaves.ptr, cases[at].leaves);
        checked_done(&checked);
    }
}

/* Ten minutes before the transaction that writes it, whichever that is. */
static const struct sl_value *
row_of_moment(struct sl_arena *arena, uint32_t transaction)
{
    struct sl_value *row = SL_NEW_ARRAY(arena, struct sl_value, 2);
    row[0] = (struct sl_value) { .state = SL_VALUE, .kind = SL_INTEGER, .integer = 1 };
    row[1] = (struct sl_value) { .state = SL_VALUE,
                                 .kind = SL_TIMESTAMPTZ,
                                 .integer = slc_commit_time_us(transaction) - 600000000 };
    return row;
}

/* The record that was sent last would not have been the same then, and is the same now. */
static void
what_was_sent_last_is_not_sent_again(void **state)
{
    struct checked checked;
    const struct slc_ir *ir =
        lower_text(&checked,
                   "policy language 1 levels open \"o\" secret \"s\" end role r \"R\"\n"
                   "category c owned by r end\n"
                   "destination d clearance open accepts c purpose \"p\" owned by r end\n"
                   "table app.boats column id integer open key column built timestamptz open end\n"
                   "release app.boats to d.boats version 1 owner r row key id = id\n"
                   "  derive age = minutes_between(built, commit_time)\n"
                   "  deleted rows send key updates send changes end\n",
                   EVERY_STAGE);
    const struct slc_flows flows = slc_flows_of(&checked.program, ir);
    const struct slc_flow *flow = &flows.each[0];
    const struct sl_value *const rows[2] = { row_of_moment(checked.arena, 1),
                                             row_of_moment(checked.arena, 2) };
    struct slc_history history = { .count = 0 };
    (void)state;
    slc_history_insert(&history, flow->table, rows[0], 1);
    slc_history_update(&history, flow->table, rows, 2);
    assert_int_equal(slc_departures_of(checked.arena, &flow, 1, &history).count, 1);
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_what_is_promised),
        cmocka_unit_test(what_was_sent_last_is_not_sent_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
