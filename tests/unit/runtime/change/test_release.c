/* test_release.c - rows that were read again, beside `updates send changes`.
 *
 * A row read again may be later than its change. Once that is remembered as sent, the changes that it
 * took in are equal and stay. But where an earlier run may have sent them in older versions, the
 * destination has those, and they have to be sent over. */
#include "change/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ID, NOTE, NCOLUMNS, RUN = 3, REPLAY_LSN = 200 };

static const struct sl_column columns[] = {
    { "id", "bigint", 20, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "note", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
};
static const uint32_t cells[] = { ID, NOTE };
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
    sl_put(out, "note", sl_open_cell(row, NOTE));
}

static const struct sl_table table = {
    .schema = "s", .name = "t", .columns = columns, .ncolumns = NCOLUMNS
};
static const struct sl_projection projection = {
    .destination = "lake",
    .stream = "t",
    .policy = "t@1",
    .table = &table,
    .columns = cells,
    .ncolumns = NCOLUMNS,
    .row_key = row_key,
    .nrow_key = 1,
    .updates = SL_UPDATES_CHANGES,
    .upsert = upsert,
    .erase = erase,
};

/* ---- a fake outlet: one row's digest, in clear ----------------------------------------------- */

struct sent {
    unsigned count;
    uint64_t seq; /* of the last record */
    char payload[256];
};

static uint64_t
next_ordinal(void *context, uint32_t index)
{
    (void)context, (void)index;
    return 0;
}

static int
send_record(void *context, uint32_t index, const struct sl_position *position,
            const struct sl_record_text *text, struct sl_err *reterr)
{
    struct sent *sent = context;
    (void)index, (void)text, (void)reterr;
    sent->count++;
    sent->seq = position->seq;
    return 0;
}

static int
compare(void *context, const struct slp_sent_row *row, struct slp_sent_last *ret_last,
        struct sl_err *reterr)
{
    struct sent *sent = context;
    (void)reterr;
    *ret_last = (struct slp_sent_last) {
        .sent = sent->payload[0] == '\0'                 ? SLP_SENT_UNKNOWN
                : sl_str_is(row->payload, sent->payload) ? SLP_SENT_SAME
                                                         : SLP_SENT_OTHER,
    };
    if (ret_last->sent == SLP_SENT_UNKNOWN && row->leave_unknown)
        return 0;
    (void)snprintf(sent->payload, sizeof sent->payload, "%.*s", SL_FMT(row->payload));
    return 0;
}

static int
forget(void *context, uint32_t index, struct sl_str key, struct sl_err *reterr)
{
    (void)index, (void)key, (void)reterr;
    ((struct sent *)context)->payload[0] = '\0';
    return 0;
}

static void
waits(void *context, bool waits)
{
    (void)context, (void)waits;
}

/* ---- cases ----------------------------------------------------------------------------------- */

static struct sl_value
text(const char *text)
{
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_TEXT, .text = sl_str_of(text) };
}

/* Updates of row 1 at `lsn` and a little later, the note unchanged in both and read again as the
 * same: how many records that makes. */
static unsigned
records_of_two_updates(uint64_t lsn)
{
    const struct sl_destination destinations[] = { { "lake", SL_POSITIONS_SHARED } };
    const struct sl_projection *projections[] = { &projection };
    const struct sl_policy policy = { .destinations = destinations,
                                      .ndestinations = 1,
                                      .projections = projections,
                                      .nprojections = 1 };
    const struct sl_value id = { .state = SL_VALUE, .kind = SL_INTEGER, .integer = 1 };
    const struct sl_value unchanged = { .state = SL_UNCHANGED, .kind = SL_TEXT };
    const struct sl_value before[] = { id, unchanged }, after[] = { id, unchanged },
                          again[] = { id, text("later") };
    const struct slp_images images = { .before = before, .after = after, .again = again };
    struct sl_value scratch[NCOLUMNS];
    struct sent sent = { .count = 0 };
    const struct slp_outlet outlet = {
        .context = &sent,
        .next_ordinal = next_ordinal,
        .send = send_record,
        .compare = compare,
        .forget = forget,
    };
    struct slp_transaction transaction = { .moment = { .lsn = lsn },
                                           .run = RUN,
                                           .replay_lsn = REPLAY_LSN };
    struct sl_err err = { .text = "" };
    struct slp_release release = { .outlet = &outlet, .transaction = &transaction };
    slp_release_init(&release, &policy, 0, sl_record_new(&projection, NULL, &err));
    release.cells = scratch;
    slp_release_open(&release, 1, 0, false);
    slp_release_begin(&release);
    assert_int_equal(slp_release_update(&release, &images, &err), 0);
    transaction.moment.lsn++;
    assert_int_equal(slp_release_update(&release, &images, &err), 0);
    assert_int_equal(sent.seq, sent.count - 1);
    slp_release_done(&release);
    return sent.count;
}

static void
what_an_earlier_run_may_have_sent_is_sent_over(void **state)
{
    (void)state;
    assert_int_equal(records_of_two_updates(REPLAY_LSN - 10), 2);
}

static void
what_only_this_run_sends_stays_where_nothing_changed(void **state)
{
    (void)state;
    assert_int_equal(records_of_two_updates(REPLAY_LSN + 1), 1);
}

/* An update that waits for a chunk is older than what is sent of its row in the meantime. */
static void
what_is_sent_no_longer_waits(void **state)
{
    (void)state;
    const struct sl_destination destinations[] = { { "lake", SL_POSITIONS_SHARED } };
    const struct sl_projection *projections[] = { &projection };
    const struct sl_policy policy = { .destinations = destinations,
                                      .ndestinations = 1,
                                      .projections = projections,
                                      .nprojections = 1 };
    const struct sl_value id = { .state = SL_VALUE, .kind = SL_INTEGER, .integer = 1 };
    const struct sl_value unchanged = { .state = SL_UNCHANGED, .kind = SL_TEXT };
    const struct sl_value before[] = { id, unchanged }, early[] = { id, text("early") },
                          later[] = { id, unchanged }, again[] = { id, text("later") };
    const struct slp_images first = { .before = before, .after = early };
    const struct slp_images second = { .before = before, .after = later, .again = again };
    struct sl_value scratch[NCOLUMNS];
    struct sent sent = { .count = 0 };
    const struct slp_outlet outlet = {
        .context = &sent,
        .next_ordinal = next_ordinal,
        .send = send_record,
        .compare = compare,
        .forget = forget,
        .waits = waits,
    };
    struct slp_transaction transaction = {
        .moment = { .lsn = REPLAY_LSN - 10 }, .passed_lsn = 1, .run = RUN, .replay_lsn = REPLAY_LSN
    };
    struct sl_err err = { .text = "" };
    struct slp_release release = { .outlet = &outlet, .transaction = &transaction };
    slp_release_init(&release, &policy, 0, sl_record_new(&projection, NULL, &err));
    release.cells = scratch;
    slp_release_open(&release, 1, 0, true);
    slp_release_begin(&release);
    assert_int_equal(slp_release_update(&release, &first, &err), 0);
    assert_int_equal(release.waiting.count, 1);
    assert_int_equal(sent.count, 0);
    assert_int_equal(slp_release_update(&release, &second, &err), 0);
    assert_int_equal(sent.count, 1);
    assert_int_equal(release.waiting.count, 0);
    slp_release_done(&release);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_earlier_run_may_have_sent_is_sent_over),
        cmocka_unit_test(what_is_sent_no_longer_waits),
        cmocka_unit_test(what_only_this_run_sends_stays_where_nothing_changed),
    };
    return cmocka_run_group_tests_name("release", tests, NULL, NULL);
}
