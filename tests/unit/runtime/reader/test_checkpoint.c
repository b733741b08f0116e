/* Of slp_checkpoint: for random orders of records, commits, delivery results and waiting changes, the flush
 * position never passes a record that is not delivered nor a change that waits, and reaches the end when
 * all are. */
#include "reader/checkpoint.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define TRANSACTIONS 2000

static const struct sl_projection release_a = { .destination = "lake", .stream = "a" };
static const struct sl_projection release_b = { .destination = "regulator", .stream = "b" };
static const struct sl_projection release_c = { .destination = "lake", .stream = "c" };
static const struct sl_projection *const releases[] = { &release_a, &release_b, &release_c };
static const struct sl_destination destinations[] = { { .name = "lake" }, { .name = "regulator" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 2, .projections = releases, .nprojections = 3
};

/* The model: what was counted at the end of each transaction. */
struct model {
    uint64_t end_lsn[TRANSACTIONS];
    uint64_t numbers[TRANSACTIONS][2];
    uint64_t ordinals[TRANSACTIONS][3];
    uint64_t progress[TRANSACTIONS][3];
    bool waits[TRANSACTIONS]; /* its end is no position: a change waited there */
    unsigned held;            /* so many releases have a change that waits */
    uint64_t delivered[2];
    size_t count;
};

static const struct slp_origin nothing;
static size_t origins_known;

/* What is not delivered comes from its transaction, where transactions did not merge. */
static void
check_origins(const struct slp_checkpoint *checkpoint, const struct model *model)
{
    for (uint32_t at = 0; at < 2; at++) {
        const uint64_t number = model->delivered[at] + 1;
        size_t transaction = 0;
        while (transaction < model->count && model->numbers[transaction][at] < number)
            transaction++;
        const struct slp_origin origin = slp_checkpoint_origin(checkpoint, at, number);
        if (transaction == model->count || origin.xid == 0)
            continue;
        assert_int_equal(origin.xid, transaction + 1);
        origins_known++;
    }
}

/* The transaction whose end the position is; -1 for the start. */
static ptrdiff_t
transaction_at(const struct model *model, uint64_t lsn)
{
    for (size_t at = model->count; at > 0; at--)
        if (model->end_lsn[at - 1] == lsn)
            return (ptrdiff_t)at - 1;
    return -1;
}

static void
check(const struct slp_checkpoint *checkpoint, const struct model *model)
{
    uint64_t lsn = slp_checkpoint_flush_lsn(checkpoint);
    ptrdiff_t last = transaction_at(model, lsn);
    if (last < 0) {
        assert_int_equal(lsn, 0);
        return;
    }
    for (int at = 0; at < 2; at++)
        assert_true(model->numbers[last][at] <= model->delivered[at]);
    assert_false(model->waits[last]);
    for (uint32_t at = 0; at < 3; at++) {
        assert_int_equal(slp_checkpoint_ordinal(checkpoint, at), model->ordinals[last][at]);
        assert_int_equal(slp_checkpoint_progress(checkpoint, at), model->progress[last][at]);
    }
}

/* Within a transaction a release's change begins to wait, or none of its does any more. */
static void
hold_or_release(struct slp_checkpoint *checkpoint, struct model *model, unsigned *seed)
{
    const bool waits = rand_r(seed) % 8 == 0;
    if (rand_r(seed) % 4 != 0)
        return;
    if (waits && model->held < 3) {
        model->held++;
        slp_checkpoint_hold(checkpoint);
    } else if (!waits && model->held > 0) {
        model->held--;
        slp_checkpoint_release(checkpoint);
    }
}

/* The same between two: the release was closed. Nothing waits at the end of the last where that was the last. */
static void
release_between(struct slp_checkpoint *checkpoint, struct model *model, unsigned *seed)
{
    if (model->held == 0 || rand_r(seed) % 16 != 0)
        return;
    model->waits[model->count - 1] = --model->held > 0;
    slp_checkpoint_release(checkpoint);
}

static void
add_transaction(struct slp_checkpoint *checkpoint, struct model *model, unsigned *seed)
{
    uint64_t *numbers = model->numbers[model->count], *ordinals = model->ordinals[model->count];
    for (int at = 0; model->count > 0 && at < 2; at++)
        numbers[at] = model->numbers[model->count - 1][at];
    uint64_t *progress = model->progress[model->count];
    for (int at = 0; model->count > 0 && at < 3; at++) {
        ordinals[at] = model->ordinals[model->count - 1][at];
        progress[at] = model->progress[model->count - 1][at];
    }
    const struct slp_origin origin = { .xid = (uint32_t)model->count + 1 };
    slp_checkpoint_begin(checkpoint, &origin);
    for (int left = rand_r(seed) % 4; left > 0; left--) {
        uint32_t release = (uint32_t)rand_r(seed) % 3;
        struct slp_count count = slp_checkpoint_record(checkpoint, release);
        assert_int_equal(count.number, ++numbers[release == 1 ? 1 : 0]);
        assert_int_equal(count.ordinal, ordinals[release]++);
    }
    hold_or_release(checkpoint, model, seed);
    if (rand_r(seed) % 4 == 0) {
        const uint32_t release = (uint32_t)rand_r(seed) % 3;
        progress[release] = model->count + 1;
        slp_checkpoint_set_progress(checkpoint, release, progress[release]);
    }
    model->waits[model->count] = model->held > 0;
    model->end_lsn[model->count] = 100 + model->count * 10;
    slp_checkpoint_commit(checkpoint, model->end_lsn[model->count++]);
}

static void
deliver_some(struct slp_checkpoint *checkpoint, struct model *model, unsigned *seed)
{
    uint32_t destination = (uint32_t)rand_r(seed) % 2;
    uint64_t given = model->count == 0 ? 0 : model->numbers[model->count - 1][destination];
    uint64_t missing = given - model->delivered[destination];
    if (missing == 0)
        return;
    model->delivered[destination] += (uint64_t)rand_r(seed) % missing + 1;
    assert_true(slp_checkpoint_delivered(checkpoint, destination, model->delivered[destination]));
}

/* `hurry`: of ten steps, so many deliver. */
static void
play(unsigned seed, int hurry)
{
    struct model *model = calloc(1, sizeof *model);
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 0, NULL);
    while (model->count < TRANSACTIONS) {
        if (rand_r(&seed) % 10 < hurry)
            deliver_some(checkpoint, model, &seed);
        else
            add_transaction(checkpoint, model, &seed);
        release_between(checkpoint, model, &seed);
        check(checkpoint, model);
        check_origins(checkpoint, model);
    }
    while (model->held-- > 0)
        slp_checkpoint_release(checkpoint);
    uint64_t end = model->end_lsn[TRANSACTIONS - 1];
    for (uint32_t at = 0; at < 2; at++)
        assert_true(slp_checkpoint_delivered(checkpoint, at, model->numbers[TRANSACTIONS - 1][at]));
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), end);
    assert_true(slp_checkpoint_is_settled(checkpoint));
    slp_checkpoint_free(checkpoint);
    free(model);
}

static void
random_orders_never_pass_an_undelivered_record(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++)
        for (int hurry = 1; hurry < 10; hurry += 4)
            play(seed, hurry);
    assert_true(origins_known > TRANSACTIONS);
}

static void
a_keepalive_moves_only_when_nothing_is_pending(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 50, NULL);
    slp_checkpoint_idle(checkpoint, 60);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    slp_checkpoint_begin(checkpoint, &nothing);
    slp_checkpoint_idle(checkpoint, 70);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    (void)slp_checkpoint_record(checkpoint, 0);
    slp_checkpoint_commit(checkpoint, 80);
    slp_checkpoint_idle(checkpoint, 90);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    assert_int_equal(slp_checkpoint_pending(checkpoint), 1);
    assert_true(slp_checkpoint_delivered(checkpoint, 0, 1));
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 80);
    slp_checkpoint_idle(checkpoint, 90);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 90);
    slp_checkpoint_idle(checkpoint, 85);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 90);
    slp_checkpoint_free(checkpoint);
}

static void
a_number_never_given_out_is_refused(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 0, NULL);
    assert_false(slp_checkpoint_delivered(checkpoint, 0, 1));
    assert_false(slp_checkpoint_delivered(checkpoint, 2, 0));
    slp_checkpoint_free(checkpoint);
}

static void
ordinals_go_on_where_the_state_left_off(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint =
        slp_checkpoint_new(&policy, 10, (const uint64_t[]) { 7, 8, 9 });
    slp_checkpoint_begin(checkpoint, &nothing);
    assert_int_equal(slp_checkpoint_record(checkpoint, 1).ordinal, 8);
    slp_checkpoint_commit(checkpoint, 20);
    assert_int_equal(slp_checkpoint_ordinal(checkpoint, 1), 8);
    assert_true(slp_checkpoint_delivered(checkpoint, 1, 1));
    assert_int_equal(slp_checkpoint_ordinal(checkpoint, 1), 9);
    slp_checkpoint_free(checkpoint);
}

/* A chunk of a fill: its records, and how far it has read. The state holds no more than was delivered. */
static void
progress_is_part_of_the_position(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 50, NULL);
    slp_checkpoint_begin(checkpoint, &nothing);
    (void)slp_checkpoint_record(checkpoint, 0);
    slp_checkpoint_set_progress(checkpoint, 0, 7);
    slp_checkpoint_commit(checkpoint, 50);
    assert_int_equal(slp_checkpoint_progress(checkpoint, 0), 0);
    assert_int_equal(slp_checkpoint_number(checkpoint, 0), 1);
    assert_false(slp_checkpoint_has(checkpoint, 0, 1));
    slp_checkpoint_begin(checkpoint, &nothing); /* an empty chunk, which has come further */
    slp_checkpoint_set_progress(checkpoint, 0, 8);
    slp_checkpoint_commit(checkpoint, 50);
    assert_int_equal(slp_checkpoint_progress(checkpoint, 0), 0);
    assert_true(slp_checkpoint_delivered(checkpoint, 0, 1));
    assert_true(slp_checkpoint_has(checkpoint, 0, 1));
    assert_int_equal(slp_checkpoint_progress(checkpoint, 0), 8);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 50);
    slp_checkpoint_free(checkpoint);
}

static void
a_waiting_change_holds_the_position(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 50, NULL);
    slp_checkpoint_begin(checkpoint, &nothing);
    slp_checkpoint_commit(checkpoint, 60);
    slp_checkpoint_begin(checkpoint, &nothing);
    slp_checkpoint_hold(checkpoint);
    slp_checkpoint_commit(checkpoint, 70);
    slp_checkpoint_begin(checkpoint, &nothing);
    (void)slp_checkpoint_record(checkpoint, 0);
    slp_checkpoint_commit(checkpoint, 80);
    assert_true(slp_checkpoint_delivered(checkpoint, 0, 1));
    assert_false(slp_checkpoint_is_settled(checkpoint));
    slp_checkpoint_idle(checkpoint, 90);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    slp_checkpoint_begin(checkpoint, &nothing); /* the chunk that sends it */
    slp_checkpoint_release(checkpoint);
    (void)slp_checkpoint_record(checkpoint, 2);
    slp_checkpoint_commit(checkpoint, 85);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    assert_true(slp_checkpoint_delivered(checkpoint, 0, 2));
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 85);
    slp_checkpoint_idle(checkpoint, 90);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 90);
    slp_checkpoint_free(checkpoint);
}

/* Changes of two releases wait, and leave with a chunk each. */
static void
the_position_is_held_until_none_waits(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 50, NULL);
    for (uint64_t end_lsn = 60; end_lsn <= 70; end_lsn += 10) {
        slp_checkpoint_begin(checkpoint, &nothing);
        slp_checkpoint_hold(checkpoint);
        slp_checkpoint_commit(checkpoint, end_lsn);
    }
    for (uint64_t number = 1; number <= 2; number++) {
        assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 50);
        slp_checkpoint_begin(checkpoint, &nothing);
        slp_checkpoint_release(checkpoint);
        (void)slp_checkpoint_record(checkpoint, 0);
        slp_checkpoint_commit(checkpoint, 70);
        assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 50);
        assert_true(slp_checkpoint_delivered(checkpoint, 0, number));
    }
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 70);
    slp_checkpoint_free(checkpoint);
}

/* It was dropped, or taken out by its own transaction. */
static void
nothing_that_waits_holds_nothing(void **state)
{
    (void)state;
    struct slp_checkpoint *checkpoint = slp_checkpoint_new(&policy, 50, NULL);
    slp_checkpoint_begin(checkpoint, &nothing);
    slp_checkpoint_hold(checkpoint);
    slp_checkpoint_release(checkpoint);
    slp_checkpoint_commit(checkpoint, 60);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    slp_checkpoint_begin(checkpoint, &nothing);
    slp_checkpoint_hold(checkpoint);
    slp_checkpoint_commit(checkpoint, 70);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 60);
    slp_checkpoint_release(checkpoint);
    assert_int_equal(slp_checkpoint_flush_lsn(checkpoint), 70);
    slp_checkpoint_free(checkpoint);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_orders_never_pass_an_undelivered_record),
        cmocka_unit_test(a_keepalive_moves_only_when_nothing_is_pending),
        cmocka_unit_test(a_number_never_given_out_is_refused),
        cmocka_unit_test(ordinals_go_on_where_the_state_left_off),
        cmocka_unit_test(progress_is_part_of_the_position),
        cmocka_unit_test(a_waiting_change_holds_the_position),
        cmocka_unit_test(the_position_is_held_until_none_waits),
        cmocka_unit_test(nothing_that_waits_holds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
