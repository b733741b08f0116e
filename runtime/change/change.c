#include "change/change.h"

#include "change/deferred.h"
#include "change/release.h"
#include "record/moment.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct slp_change {
    const struct slp_tables *tables;
    const struct slp_outlet *outlet;
    const struct slp_row_reader *row_reader;
    struct slp_release *releases; /* one per projection of the policy */
    struct slp_transaction transaction;
    bool *touched; /* by table: by the transaction at hand */
    struct slp_image_room room;
    struct slp_deferred deferred;
};

/* ---- life ----------------------------------------------------------------------------------- */

static int
open_release(struct slp_change *change, const struct slp_change_config *config, uint32_t index,
             struct sl_err *reterr)
{
    const struct sl_policy *policy = config->tables->policy;
    const struct sl_projection *projection = policy->projections[index];
    struct slp_release *release = &change->releases[index];
    struct sl_record *record =
        sl_record_new(projection, config->keys != NULL ? config->keys[index] : NULL, reterr);
    if (record == NULL)
        return -1;
    for (uint32_t slot = 0; slot < projection->ndecrypted; slot++)
        sl_record_set_decoder(record, slot, config->decoders[index][slot]);
    slp_release_init(release, policy, index, record);
    release->marks_large = config->marks_large;
    release->table = slp_tables_find(config->tables, sl_str_of(projection->table->schema),
                                     sl_str_of(projection->table->name));
    release->outlet = config->outlet;
    release->transaction = &change->transaction;
    release->cells = calloc(projection->ncolumns + 1, sizeof *release->cells);
    return release->cells != NULL ? 0 : sl_fail(reterr, SL_RETRY, "memory is short");
}

static bool
allocate(struct slp_change *change)
{
    uint32_t most_columns = change->tables->most_columns;
    change->releases = calloc(change->tables->policy->nprojections + 1, sizeof *change->releases);
    change->touched = calloc(change->tables->count + 1u, sizeof *change->touched);
    change->room.before = calloc(most_columns, sizeof *change->room.before);
    change->room.after = calloc(most_columns, sizeof *change->room.after);
    return change->releases != NULL && change->touched != NULL && change->room.before != NULL &&
           change->room.after != NULL && slp_deferred_init(&change->deferred);
}

static int
open_all(struct slp_change *change, const struct slp_change_config *config, struct sl_err *reterr)
{
    if (!allocate(change))
        return sl_fail(reterr, SL_RETRY, "memory is short");
    for (uint32_t i = 0; i < change->tables->policy->nprojections; i++) {
        if (open_release(change, config, i, reterr) != 0)
            return -1;
    }
    return 0;
}

struct slp_change *
slp_change_new(const struct slp_change_config *config, struct sl_err *reterr)
{
    struct slp_change *change = calloc(1, sizeof *change);
    if (change == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short");
        return NULL;
    }
    change->tables = config->tables;
    change->outlet = config->outlet;
    change->row_reader = config->row_reader;
    change->transaction.run = config->run;
    change->transaction.replay_lsn = config->replay_lsn;
    if (open_all(change, config, reterr) == 0)
        return change;
    slp_change_free(change);
    return NULL;
}

void
slp_change_free(struct slp_change *change)
{
    if (change == NULL)
        return;
    for (uint32_t i = 0; change->releases != NULL && i < change->tables->policy->nprojections;
         i++) {
        slp_release_done(&change->releases[i]);
        free(change->releases[i].cells);
    }
    slp_deferred_done(&change->deferred);
    free(change->releases);
    free(change->touched);
    free(change->room.before);
    free(change->room.after);
    free(change);
}

/* ---- one row -------------------------------------------------------------------------------- */

static int
send_to_release(struct slp_release *release, enum slp_event_kind kind,
                const struct slp_images *images, struct sl_err *reterr)
{
    if (kind == SLP_INSERT)
        return slp_release_insert(release, images, reterr);
    if (kind == SLP_UPDATE)
        return slp_release_update(release, images, reterr);
    return slp_release_delete(release, images, reterr);
}

/* A row that cannot be written, or has what the policy does not know, is its release's affair alone. */
static int
give_up(struct slp_release *release, struct sl_err *reterr)
{
    const struct sl_err err = *reterr;
    struct slp_failed_row row = { .key = sl_record_key(release->record) };
    if (err.class != SL_DATA && err.class != SL_DRIFT)
        return -1;
    slp_failed_row_in_transaction(&row, release->transaction->xid);
    return release->outlet->failed(release->outlet->context, release->index, &row, &err, reterr);
}

static int
send_row(struct slp_change *change, const struct slp_changed_row *changed, struct sl_err *reterr)
{
    const struct slp_table *table = changed->binding->table;
    struct slp_images images;
    if (slp_changed_row_bind(changed, &change->room, &images, reterr) != 0)
        return reterr->class == SL_DRIFT
                   ? change->outlet->unreadable(change->outlet->context, table, reterr)
                   : -1;
    for (uint32_t i = 0; i < table->nprojections; i++) {
        struct slp_release *release = &change->releases[table->projections[i]];
        if (slp_release_takes(release) &&
            send_to_release(release, changed->kind, &images, reterr) != 0 &&
            give_up(release, reterr) != 0)
            return -1;
    }
    return 0;
}

/* Reads again what is wanted, and sends all that was deferred, in order. */
static int
send_deferred(struct slp_change *change, struct sl_err *reterr)
{
    struct slp_deferred *deferred = &change->deferred;
    const struct slp_row_reader *reader = change->row_reader;
    const struct slp_wanted_rows wanted = { .items = deferred->wanted,
                                            .count = deferred->nwanted,
                                            .xid = change->transaction.xid };
    int failed = 0;
    if (wanted.count > 0 && reader != NULL)
        failed = reader->read(reader->context, &wanted, reterr);
    for (uint32_t i = 0; failed == 0 && i < deferred->nrows; i++)
        failed = send_row(change, &deferred->rows[i], reterr);
    slp_deferred_clear(deferred);
    return failed;
}

/* ---- the stream ----------------------------------------------------------------------------- */

void
slp_change_begin(struct slp_change *change, const struct slp_begin *begin)
{
    change->transaction.moment =
        (struct slp_moment) { .lsn = begin->commit_lsn,
                              .commit_time_us = sl_whole_seconds(begin->commit_time_us) };
    change->transaction.xid = begin->xid;
    memset(change->touched, 0, change->tables->count * sizeof *change->touched);
    for (uint32_t i = 0; i < change->tables->policy->nprojections; i++)
        slp_release_begin(&change->releases[i]);
}

/* The table that a row belongs to; NULL and 0 for a table that is no business of ours. */
static int
find_binding(struct slp_relations *relations, uint32_t oid, const struct slp_binding **ret_binding,
             struct sl_err *reterr)
{
    const struct slp_binding *binding = slp_relations_find(relations, oid);
    *ret_binding = NULL;
    if (binding == NULL)
        return sl_fail(reterr, SL_BUG, "a row of relation %u came without a usable Relation", oid);
    if (binding->kind == SLP_LEAF) {
        (void)sl_fail(reterr, SL_DRIFT, "rows of the partition %.*s.%.*s come under its own name",
                      SL_FMT(binding->schema), SL_FMT(binding->name));
        return sl_remedy(reterr, "ALTER PUBLICATION … SET (publish_via_partition_root = true), as "
                                 "setup.sql has it");
    }
    if (binding->kind != SLP_FOREIGN)
        *ret_binding = binding;
    return 0;
}

/* Whether some release sends a change of this table in the transaction at hand. If none does, its rows are
 * not even read: what is not covered may have any shape. */
static int
is_taken(struct slp_change *change, const struct slp_binding *binding, bool *ret_taken,
         struct sl_err *reterr)
{
    const struct slp_table *table = binding->table;
    *ret_taken = false;
    for (uint32_t i = 0; i < table->nprojections && !*ret_taken; i++)
        *ret_taken = slp_release_takes(&change->releases[table->projections[i]]);
    change->touched[table - change->tables->items] = true;
    if (!*ret_taken || binding->kind != SLP_UNREADABLE)
        return 0;
    *ret_taken = false;
    return change->outlet->unreadable(change->outlet->context, table, reterr);
}

/* A key tuple has the relation's columns too, so that one check serves all. */
static int
check_tuples(const struct slp_binding *binding, enum slp_event_kind kind,
             const struct slp_row_change *row, struct sl_err *reterr)
{
    const struct sl_table *table = binding->table->declared;
    if (kind == SLP_DELETE && row->old == SLP_OLD_NONE)
        return sl_fail(reterr, SL_BUG, "a delete from %s.%s came without a key", table->schema,
                       table->name);
    if ((kind != SLP_DELETE && row->after.ncells != binding->npositions) ||
        (row->old != SLP_OLD_NONE && row->before.ncells != binding->npositions))
        return sl_fail(reterr, SL_DRIFT,
                       "a row of %s.%s has another number of columns than its Relation message",
                       table->schema, table->name);
    return 0;
}

int
slp_change_row(struct slp_change *change, struct slp_relations *relations, enum slp_event_kind kind,
               const struct slp_row_change *row, struct sl_err *reterr)
{
    const struct slp_binding *binding;
    if (find_binding(relations, row->relation_oid, &binding, reterr) != 0)
        return -1;
    if (binding == NULL)
        return 0;
    bool taken;
    if (is_taken(change, binding, &taken, reterr) != 0)
        return -1;
    if (!taken)
        return 0;
    if (check_tuples(binding, kind, row, reterr) != 0)
        return -1;
    const struct slp_changed_row changed = { .kind = kind, .binding = binding, .row = *row };
    bool lacks = kind != SLP_DELETE && slp_deferred_lacks(binding, row);
    if (!lacks && change->deferred.nrows == 0)
        return send_row(change, &changed, reterr);
    if (slp_deferred_add(&change->deferred, &changed, lacks, reterr) != 0)
        return -1;
    return slp_deferred_is_full(&change->deferred) ? send_deferred(change, reterr) : 0;
}

static int
truncate_table(struct slp_change *change, const struct slp_binding *binding, struct sl_err *reterr)
{
    const struct slp_table *table = binding->table;
    bool taken;
    if (is_taken(change, binding, &taken, reterr) != 0)
        return -1;
    for (uint32_t i = 0; taken && i < table->nprojections; i++) {
        struct slp_release *release = &change->releases[table->projections[i]];
        if (slp_release_takes(release) && slp_release_truncate(release, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_change_truncate(struct slp_change *change, struct slp_relations *relations,
                    const struct slp_truncate *truncate, struct sl_err *reterr)
{
    if (slp_change_settle(change, reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < truncate->nrelations; i++) {
        const struct slp_binding *binding;
        if (find_binding(relations, slp_truncate_oid(truncate, i), &binding, reterr) != 0)
            return -1;
        if (binding == NULL)
            continue;
        if (truncate_table(change, binding, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_change_settle(struct slp_change *change, struct sl_err *reterr)
{
    return change->deferred.nrows > 0 ? send_deferred(change, reterr) : 0;
}

/* ---- coverage and fills --------------------------------------------------------------------- */

struct slp_release *
slp_change_release(struct slp_change *change, uint32_t projection)
{
    return &change->releases[projection];
}

void
slp_change_passed(struct slp_change *change, uint64_t lsn)
{
    change->transaction.passed_lsn = lsn;
    for (uint32_t i = 0; i < change->tables->policy->nprojections; i++)
        slp_release_passed(&change->releases[i]);
}

bool
slp_change_touched(const struct slp_change *change, const struct slp_table *table)
{
    return change->touched[table - change->tables->items];
}

int
slp_change_chunk_row(struct slp_change *change, uint32_t projection, const struct slp_tuple *row,
                     size_t *ret_bytes, struct sl_err *reterr)
{
    struct slp_release *release = &change->releases[projection];
    const struct sl_projection *declared = release->projection;
    slp_image_clear(release->table, change->room.after);
    for (uint32_t i = 0; i < row->ncells; i++) {
        const uint32_t column = declared->columns[i];
        if (slp_bind_cell(declared->table, column, &row->cells[i], &change->room.after[column],
                          reterr) != 0)
            return -1;
    }
    return slp_release_chunk_row(release, change->room.after, ret_bytes, reterr);
}

uint64_t
slp_change_nulled(const struct slp_change *change)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < change->tables->policy->nprojections; i++)
        count += sl_record_nulled(change->releases[i].record);
    return count;
}
