/* What the attack takes to leave of random changes is what the pusher's code sends of them. The attack has none of
 * that code: it knows the documentation alone. */
#include "../../runtime/change/script.h"
#include "../checked.h"

#include "attack/history.h"
#include "buf.h"
#include "eval/eval_value.h"
#include "maxima.h"

enum { HISTORIES = 4000, MOST_CHANGES = 6, NROWS = 2, MOST_SCRIPT = 1024 };

static uint64_t seed = 20261201;

/* xorshift64* */
static unsigned
random_below(unsigned limit)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % limit;
}

/* ---- the release, for both ------------------------------------------------------------------- */

/* The table s.t of script.h with its status alone released. */
enum filter { ALL, BY_STATUS, BY_NOTE, NFILTERS };

struct kind {
    enum sl_identity identity;
    enum filter filter;
    bool always, stay;
};

static struct sl_open
is_a(const struct sl_row *row, uint32_t cell)
{
    struct sl_open value = sl_open_cell(row, cell);
    return value.value.state == SL_VALUE ? sl_boolean(sl_str_is(value.value.text, "a")) : value;
}

static struct sl_open
status_is_a(const struct sl_row *row, struct sl_record *out)
{
    (void)out;
    return is_a(row, SCRIPT_STATUS);
}

static struct sl_open
note_is_a(const struct sl_row *row, struct sl_record *out)
{
    (void)out;
    return is_a(row, SCRIPT_NOTE);
}

static sl_filter_fn *const filters[] = { [BY_STATUS] = status_is_a, [BY_NOTE] = note_is_a };
static const char *const filter_lines[] = {
    [ALL] = "withhold note",
    [BY_STATUS] = "withhold note only rows where status is \"a\"",
    [BY_NOTE] = "only rows where (note if missing \"b\") is \"a\"",
};

/* PostgreSQL tells of an old row too little to decide the filter: the release has to say so. */
static bool
sends_rejected(const struct kind *kind)
{
    return (kind->filter != ALL && kind->identity == SL_IDENTITY_DEFAULT) ||
           (kind->filter == BY_NOTE && kind->identity == SL_IDENTITY_INDEX);
}

static const struct slc_ir *
policy_of(struct checked *ret, struct sl_arena *arena, const struct kind *kind)
{
    static const char *const identities[] = {
        [SL_IDENTITY_DEFAULT] = "",
        [SL_IDENTITY_INDEX] = "replica identity index by_status",
        [SL_IDENTITY_FULL] = "replica identity full",
    };
    const char *text = sl_arena_cformat(
        arena,
        "policy language 1\n"
        "levels open \"o\" secret \"s\" end\n"
        "role r \"R\" category c owned by r end\n"
        "destination lake clearance open accepts c purpose \"p\" owned by r end\n"
        "table s.t %s column id bigint open key column status text open column note text? open\n"
        "end\n"
        "release s.t to lake.t version 1 owner r row key id = id keep status\n"
        "  %s %s deleted rows %s updates send %s end\n",
        identities[kind->identity], filter_lines[kind->filter],
        sends_rejected(kind) ? "rejected rows send key" : "", kind->stay ? "stay" : "send key",
        kind->always ? "always" : "changes");
    return lower_text(ret, text, EVERY_STAGE);
}

/* ---- changes, for both ----------------------------------------------------------------------- */

struct boat {
    int64_t id;
    const char *status, *note;
    bool there;
};

struct changes {
    struct sl_arena *arena;
    const struct slc_ir_table *table;
    const struct kind *kind;
    struct boat boats[NROWS];
    struct slc_history history;
    struct sl_buf script;
    uint32_t transaction;
};

static const struct sl_value *
row_of(struct changes *changes, const struct boat *boat)
{
    struct sl_value *row = SL_NEW_ARRAY(changes->arena, struct sl_value, SCRIPT_COLUMNS);
    row[SCRIPT_ID] =
        (struct sl_value) { .state = SL_VALUE, .kind = SL_INTEGER, .integer = boat->id };
    row[SCRIPT_STATUS] = slc_text_value(sl_str_of(boat->status));
    row[SCRIPT_NOTE] = slc_text_value(sl_str_of(boat->note));
    return row;
}

static void
write_row(struct changes *changes, const struct boat *boat)
{
    sl_buf_printf(&changes->script, "%lld|%s|%s", (long long)boat->id, boat->status, boat->note);
}

/* The old row as PostgreSQL sends it: whole, or the columns of the identity. */
static void
write_old(struct changes *changes, const struct boat *boat)
{
    const bool full = changes->kind->identity == SL_IDENTITY_FULL;
    const bool index = changes->kind->identity == SL_IDENTITY_INDEX;
    sl_buf_printf(&changes->script, "%s %lld|%s|%s", full ? "O" : "K", (long long)boat->id,
                  full || index ? boat->status : "-", full ? boat->note : "-");
}

/* Where nothing of the identity changed, PostgreSQL sends no old row. */
static bool
sends_old(const struct changes *changes, const struct boat *was, const struct boat *is)
{
    return changes->kind->identity == SL_IDENTITY_FULL || was->id != is->id ||
           (changes->kind->identity == SL_IDENTITY_INDEX && strcmp(was->status, is->status) != 0);
}

static void
insert(struct changes *changes, const struct boat *boat)
{
    slc_history_insert(&changes->history, changes->table, row_of(changes, boat),
                       changes->transaction);
    sl_buf_add_str(&changes->script, SL_STR("I "));
    write_row(changes, boat);
}

static void
update(struct changes *changes, const struct boat *was, const struct boat *is)
{
    const struct sl_value *const rows[2] = { row_of(changes, was), row_of(changes, is) };
    slc_history_update(&changes->history, changes->table, rows, changes->transaction);
    sl_buf_add_str(&changes->script, SL_STR("U "));
    if (sends_old(changes, was, is)) {
        write_old(changes, was);
        sl_buf_add_str(&changes->script, SL_STR(" > "));
    }
    write_row(changes, is);
}

static void
erase(struct changes *changes, const struct boat *boat)
{
    slc_history_delete(&changes->history, changes->table, row_of(changes, boat),
                       changes->transaction);
    sl_buf_add_str(&changes->script, SL_STR("D "));
    write_old(changes, boat);
}

static const char *
any_text(void)
{
    static const char *const texts[] = { "a", "b" };
    return texts[random_below(2)];
}

/* Of one of the rows: each is there or not. */
static void
change(struct changes *changes, int64_t new_id)
{
    struct boat *boat = &changes->boats[random_below(NROWS)];
    const struct boat was = *boat;
    const bool new_row = !was.there || random_below(6) == 0;
    *boat = (struct boat) { new_row ? new_id : was.id, any_text(), any_text(), true };
    if (!was.there) {
        insert(changes, boat);
    } else if (random_below(4) == 0) {
        boat->there = false;
        erase(changes, &was);
    } else {
        update(changes, &was, boat);
    }
}

static void
make_changes(struct changes *changes)
{
    const unsigned count = 2 + random_below(MOST_CHANGES - 1);
    changes->transaction = 1;
    sl_buf_init(&changes->script, MOST_SCRIPT);
    for (unsigned at = 0; at < count; at++) {
        if (at > 0 && random_below(3) > 0) {
            sl_buf_add_str(&changes->script, SL_STR("; C"));
            changes->transaction++;
        }
        sl_buf_add_str(&changes->script, at > 0 ? SL_STR("; ") : SL_STR(""));
        change(changes, (int64_t)at + 1);
    }
}

/* ---- what leaves ----------------------------------------------------------------------------- */

/* As script.h tells it: {"_op":"c","_lsn":1,"_seq":0,"id":1} is `c0 "id":1`. */
static void
write_record(struct sl_buf *out, struct sl_str record)
{
    static const char ordinal[] = "\"_seq\":";
    const char *seq = strstr(record.ptr, ordinal) + strlen(ordinal);
    const char *fields = strchr(seq, ',') + 1;
    sl_buf_printf(out, "%s%c%.*s %.*s", out->len > 0 ? "; " : "", record.ptr[strlen("{\"_op\":\"")],
                  (int)(fields - 1 - seq), seq,
                  (int)(record.len - (size_t)(fields - record.ptr) - strlen("}")), fields);
}

static const char *
leaves_of(struct changes *changes, const struct slc_flow *flow)
{
    const struct slc_departures departures =
        slc_departures_of(changes->arena, &flow, 1, &changes->history);
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    for (uint32_t at = 0; at < departures.count; at++)
        write_record(&out, departures.each[at].text);
    const char *text = sl_arena_cstr(changes->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

static void
try_changes(const struct checked *checked, const struct slc_ir *ir, const struct kind *kind)
{
    const struct sl_table table = { .schema = "s",
                                    .name = "t",
                                    .columns = script_columns,
                                    .ncolumns = SCRIPT_COLUMNS,
                                    .identity = kind->identity };
    const struct sl_projection projection = {
        .destination = "lake",
        .stream = "t",
        .policy = "t@1",
        .table = &table,
        .columns = script_cells,
        .ncolumns = SCRIPT_COLUMNS,
        .row_key = script_row_key,
        .nrow_key = 1,
        .updates = kind->always ? SL_UPDATES_ALWAYS : SL_UPDATES_CHANGES,
        .deletes = kind->stay ? SL_DELETES_STAY : SL_DELETES_SEND_KEY,
        .rejected_send_key = sends_rejected(kind),
        .filter = filters[kind->filter],
        .upsert = script_upsert_status,
        .erase = script_erase,
    };
    const struct slc_flows flows = slc_flows_of(&checked->program, ir);
    struct changes changes = { .arena = checked->arena, .table = &ir->tables[0], .kind = kind };
    make_changes(&changes);
    script_expect(&projection, SL_POSITIONS_SHARED,
                  sl_arena_cstr(changes.arena, sl_buf_str(&changes.script)),
                  leaves_of(&changes, &flows.each[0]));
    sl_buf_done(&changes.script);
}

static void
leaves_what_the_pusher_sends(void **state)
{
    enum { NIDENTITIES = 3, KINDS = NIDENTITIES * NFILTERS * 4 };
    (void)state;
    for (unsigned at = 0; at < KINDS; at++) {
        const struct kind kind = { (enum sl_identity)(at % NIDENTITIES),
                                   (enum filter)(at / NIDENTITIES % NFILTERS),
                                   (at / NIDENTITIES / NFILTERS & 1) != 0,
                                   (at / NIDENTITIES / NFILTERS & 2) != 0 };
        struct sl_arena *arena = sl_arena_new(SL_MIB);
        struct checked checked;
        const struct slc_ir *ir = policy_of(&checked, arena, &kind);
        for (int history = 0; history < HISTORIES / KINDS; history++)
            try_changes(&checked, ir, &kind);
        checked_done(&checked);
        sl_arena_free(arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(leaves_what_the_pusher_sends) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
