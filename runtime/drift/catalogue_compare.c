#include "drift/catalogue_compare.h"

#include "drift/column_type.h"
#include "drift/compare.h"
#include "drift/key_fault_compare.h"
#include "drift/new_columns.h"
#include "drift/rights_compare.h"
#include "record/read.h"
#include "refusal.h"

/* What every function here works with. */
struct pair {
    struct slp_drift *drift;
    const struct sl_policy *policy;
    const struct sl_table *declared;
    const struct slp_found_table *found;
};

static void
add(const struct pair *pair, enum slp_drift_kind kind, struct sl_str column,
    struct slp_difference_text text)
{
    slp_drift_add(pair->drift, kind, pair->declared, column, text);
}

/* ---- columns -------------------------------------------------------------------------------- */

static bool
is_read(const struct sl_column *declared)
{
    return (declared->flags & SL_COLUMN_PUBLISHED) != 0;
}

/* Whether some release needs to know all labels of the column's enum. */
static bool
labels_are_needed(const struct pair *pair, uint32_t column)
{
    for (uint32_t i = 0; i < pair->policy->nprojections; i++) {
        const struct sl_projection *release = pair->policy->projections[i];
        for (uint32_t at = 0; release->table == pair->declared && at < release->nlabelled; at++) {
            if (release->columns[release->labelled[at]] == column)
                return true;
        }
    }
    return false;
}

/* A label that the policy has and the database lacks can never come: no difference. */
static void
compare_labels(const struct pair *pair, uint32_t column, const struct slp_found_column *found)
{
    for (uint32_t i = 0; i < found->nlabels; i++) {
        struct sl_str label = found->labels[i].text;
        if (sl_lists_label(&pair->declared->columns[column], label))
            continue;
        add(pair, SLP_DRIFT_ENUM_LABELS, found->name,
            (struct slp_difference_text) {
                .policy = SL_STR("an enum without this label"),
                .database =
                    sl_arena_format(pair->drift->arena, "the label \"%.*s\"", SL_FMT(label)),
                .remedy = SL_STR("add the label to the column's enum in the policy, review what it "
                                 "may become, and "
                                 "build the pusher again"),
            });
    }
}

static void
compare_type(const struct pair *pair, uint32_t column, const struct slp_found_column *found)
{
    const struct sl_column *declared = &pair->declared->columns[column];
    slp_compare_type(pair->drift, pair->declared, column, &found->type);
    if (declared->labels == NULL || !slp_column_type_agrees(declared, &found->type))
        return;
    if (found->is_enum && labels_are_needed(pair, column))
        compare_labels(pair, column, found);
    else if (!found->is_enum)
        add(pair, SLP_DRIFT_COLUMN_TYPE, found->name,
            (struct slp_difference_text) {
                .policy = SL_STR("an enum"),
                .database = slp_column_type_text(pair->drift->arena, &found->type),
                .remedy = SL_STR("change the column's type in the policy, review the lines that "
                                 "read it, and build the "
                                 "pusher again"),
            });
}

/* Of a column that is read, only what could surprise a release: a NULL that it does not expect, a value that
 * no longer comes. */
static void
compare_flags(const struct pair *pair, uint32_t column, const struct slp_found_column *found)
{
    uint32_t flags = pair->declared->columns[column].flags;
    if (found->nullable && (flags & SL_COLUMN_NULLABLE) == 0)
        add(pair, SLP_DRIFT_COLUMN_NULLABLE, found->name,
            (struct slp_difference_text) {
                .policy = SL_STR("a column that is never NULL"),
                .database = SL_STR("a column without NOT NULL"),
                .remedy = SL_STR("write a ? behind the column's type in the policy and say what a "
                                 "missing value means, "
                                 "or SET NOT NULL in the database"),
            });
    if (found->generated && (flags & SL_COLUMN_GENERATED) == 0)
        add(pair, SLP_DRIFT_COLUMN_GENERATED, found->name,
            (struct slp_difference_text) {
                .policy = SL_STR("a stored column"),
                .database = SL_STR("a generated column, which the stream does not carry"),
                .remedy =
                    SL_STR("write `generated` behind the column in the policy and withhold it"),
            });
    if (pair->found->published && !found->published)
        add(pair, SLP_DRIFT_PUBLICATION_COLUMNS, found->name,
            (struct slp_difference_text) {
                .policy = SL_STR("a column that is read"),
                .database = SL_STR("a publication column list without it"),
                .remedy = SL_STR("apply setup.sql of generated/"),
            });
}

static void
compare_columns(const struct pair *pair)
{
    const struct sl_table *declared = pair->declared;
    for (uint32_t i = 0; i < pair->found->ncolumns; i++) {
        const struct slp_found_column *found = &pair->found->columns[i];
        if (slp_withholds_new_column(declared, found))
            continue;
        int column = slp_compare_name(pair->drift, declared, found->name);
        if (column < 0 || !is_read(&declared->columns[column]))
            continue;
        compare_type(pair, (uint32_t)column, found);
        compare_flags(pair, (uint32_t)column, found);
    }
}

/* Of those that a release reads: a withheld column that is gone is withheld all the same. */
static void
compare_missing_columns(const struct pair *pair)
{
    for (uint32_t i = 0; i < pair->declared->ncolumns; i++) {
        const struct sl_column *declared = &pair->declared->columns[i];
        const char *name = declared->name;
        if (is_read(declared) && slp_found_column_named(pair->found, name) == NULL)
            add(pair, SLP_DRIFT_COLUMN_MISSING, sl_str_of(name),
                (struct slp_difference_text) {
                    .policy = SL_STR("a column of this name"),
                    .database = SL_STR("no such column"),
                    .remedy = SL_STR("take the column out of the policy, or rename it there, and "
                                     "build the pusher "
                                     "again"),
                });
    }
}

/* ---- key and identity ----------------------------------------------------------------------- */

/* A replica identity index may carry columns that a filter reads; a primary key is the row key and
 * nothing else, since a delete tells no more than it. */
static void
compare_key(const struct pair *pair)
{
    const struct sl_table *declared = pair->declared;
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        const struct sl_column *column = &declared->columns[i];
        bool in_index = slp_found_key_named(pair->found, column->name) != NULL;
        slp_compare_key(pair->drift, declared, i, in_index);
        if (in_index && declared->identity != SL_IDENTITY_INDEX &&
            (column->flags & SL_COLUMN_KEY) == 0)
            add(pair, SLP_DRIFT_KEY, sl_str_of(column->name),
                (struct slp_difference_text) {
                    .policy = SL_STR("no key column"),
                    .database = SL_STR("a primary key with it"),
                    .remedy = SL_STR("mark the column `key` in the policy and give every release a "
                                     "row key line for it"),
                });
    }
}

static void
compare_identity(const struct pair *pair)
{
    const struct sl_table *declared = pair->declared;
    if (!slp_compare_identity(pair->drift, declared, pair->found->identity))
        return;
    if (declared->identity == SL_IDENTITY_INDEX && pair->found->identity == 'i' &&
        !sl_str_is(pair->found->identity_index, declared->identity_index))
        add(pair, SLP_DRIFT_IDENTITY, SL_STR(""),
            (struct slp_difference_text) {
                .policy = sl_arena_format(pair->drift->arena, "replica identity index %s",
                                          declared->identity_index),
                .database = sl_arena_format(pair->drift->arena, "replica identity index %.*s",
                                            SL_FMT(pair->found->identity_index)),
                .remedy = SL_STR(
                    "ALTER TABLE … REPLICA IDENTITY USING INDEX as setup.sql has it, or change the "
                    "table's block in the policy"),
            });
    if (pair->found->identity != 'f')
        compare_key(
            pair); /* whole rows have every column: what holds the key is judged by itself */
}

static void
compare_leaf(const struct pair *pair, const struct slp_found_member *leaf)
{
    bool whole = pair->declared->publishes_whole_rows && leaf->identity == 'f';
    if (!whole && (leaf->identity != pair->found->identity || !leaf->covers_identity))
        add(pair, SLP_DRIFT_LEAF_IDENTITY, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("partitions with the replica identity of their root"),
                .database =
                    sl_arena_format(pair->drift->arena, "another one on the partition %.*s.%.*s",
                                    SL_FMT(leaf->schema), SL_FMT(leaf->name)),
                .remedy = SL_STR("ALTER TABLE … REPLICA IDENTITY of the partition as setup.sql has "
                                 "it for the root"),
            });
    /* PostgreSQL refuses to publish such a table, but looks at the root alone. */
    if (!leaf->logged)
        add(pair, SLP_DRIFT_LEAF_UNLOGGED, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("partitions whose changes are in the stream"),
                .database = sl_arena_format(pair->drift->arena, "the unlogged partition %.*s.%.*s",
                                            SL_FMT(leaf->schema), SL_FMT(leaf->name)),
                .remedy = SL_STR("ALTER TABLE … SET LOGGED of the partition"),
            });
}

static void
compare_leaves(const struct pair *pair)
{
    for (uint32_t i = 0; i < pair->found->nmembers; i++)
        if (pair->found->members[i].is_leaf)
            compare_leaf(pair, &pair->found->members[i]);
}

/* ---- the publication ------------------------------------------------------------------------ */

static void
compare_membership(const struct pair *pair, const struct slp_found_publication *publication)
{
    bool partitioned = pair->found->kind == 'p';
    if (partitioned && !publication->via_root)
        add(pair, SLP_DRIFT_PUBLICATION_ROOT, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("rows under the table's own name"),
                .database =
                    SL_STR("a publication that sends each partition's under that partition's name"),
                .remedy = SL_STR("ALTER PUBLICATION … SET (publish_via_partition_root = true), as "
                                 "setup.sql has it"),
            });
    else if (!pair->found->published)
        add(pair, SLP_DRIFT_PUBLICATION_TABLE, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("a table that is released"),
                .database = SL_STR("a publication without it"),
                .remedy = SL_STR("apply setup.sql of generated/; changes made meanwhile are not in "
                                 "the stream: then the release is filled again"),
            });
    else if (pair->found->entry_oid == 0)
        add(pair, SLP_DRIFT_PUBLICATION_ENTRY, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("a table that the publication names"),
                .database = SL_STR("a publication that has it by FOR ALL TABLES or TABLES IN "
                                   "SCHEMA, where nobody sees that it left and came back"),
                .remedy = SL_STR("apply setup.sql of generated/; in place of a publication FOR ALL "
                                 "TABLES make another one: psql -v publication=NAME, and "
                                 "source.publication"),
            });
    if (pair->found->has_row_filter)
        add(pair, SLP_DRIFT_PUBLICATION_FILTER, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("filters in the pusher alone"),
                .database = SL_STR("a row filter in the publication"),
                .remedy = SL_STR("take the WHERE out of the publication, as setup.sql has it; then "
                                 "the release is filled again"),
            });
}

static void
compare_publication(struct slp_drift *drift, const struct slp_found_publication *publication)
{
    if (!publication->exists)
        slp_drift_add(
            drift, SLP_DRIFT_PUBLICATION_MISSING, NULL, SL_STR(""),
            (struct slp_difference_text) {
                .policy =
                    sl_arena_format(drift->arena, "a publication %.*s", SL_FMT(publication->name)),
                .database = SL_STR("none"),
                .remedy = SL_STR("apply setup.sql of generated/, then drop the slot: the next "
                                 "start makes another, and fills every release. A "
                                 "publication must be older than the slot's position"),
            });
    else if (!publication->inserts || !publication->updates || !publication->deletes ||
             !publication->truncates)
        slp_drift_add(drift, SLP_DRIFT_PUBLICATION_OPERATIONS, NULL, SL_STR(""),
                      (struct slp_difference_text) {
                          .policy = SL_STR("inserts, updates, deletes and truncates"),
                          .database = sl_arena_format(
                              drift->arena, "a publication %.*s that leaves some of them out",
                              SL_FMT(publication->name)),
                          .remedy = SL_STR("ALTER PUBLICATION … SET (publish = 'insert, update, "
                                           "delete, truncate'); changes made meanwhile are not in "
                                           "the stream: then every release is filled again"),
                      });
}

/* ---- the platform's own statements --------------------------------------------------------- */

/* Told before all else: it is the platform that stands still. */
static void
compare_refusals(const struct pair *pair)
{
    const struct slp_found_refusal *refused = &pair->found->refused;
    const struct sl_refusal *why = sl_refusal_of(refused->why);
    struct sl_arena *arena = pair->drift->arena;
    if (why == NULL)
        return;
    add(pair, SLP_DRIFT_PLATFORM_WRITES, SL_STR(""),
        (struct slp_difference_text) {
            .policy = SL_STR("a table that the platform can write"),
            .database = sl_arena_format(
                arena, "%s%s%.*s%s: the platform's UPDATE and DELETE of %.*s.%.*s fail now",
                why->found, refused->lacks.len > 0 ? " (" : "", SL_FMT(refused->lacks),
                refused->lacks.len > 0 ? ")" : "", SL_FMT(refused->schema), SL_FMT(refused->name)),
            .remedy = sl_arena_format(arena,
                                      "%.*s; heals at once. Then %s, and run setup.sql: the "
                                      "release is filled again",
                                      SL_FMT(refused->healed), why->cure),
        });
}

/* ---- all ------------------------------------------------------------------------------------ */

static void
compare_table(const struct pair *pair, const struct slp_found_publication *publication)
{
    if (!pair->found->exists) {
        add(pair, SLP_DRIFT_TABLE_MISSING, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("a table of this name"),
                .database = SL_STR("none"),
                .remedy = SL_STR("take the table out of the policy, or rename it there"),
            });
        return;
    }
    if (pair->found->kind != 'r' && pair->found->kind != 'p') {
        add(pair, SLP_DRIFT_TABLE_KIND, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("a table"),
                .database = SL_STR("a view, foreign table or the like, which is not in the stream"),
                .remedy = SL_STR("write the policy for the tables behind it"),
            });
        return;
    }
    compare_refusals(pair);
    compare_columns(pair);
    compare_missing_columns(pair);
    slp_key_fault_compare(pair->found, pair->declared, pair->drift);
    compare_identity(pair);
    compare_leaves(pair);
    if (publication->exists)
        compare_membership(pair, publication);
    slp_rights_compare(pair->found, pair->declared, pair->drift);
    if (pair->found->row_security)
        add(pair, SLP_DRIFT_ROW_SECURITY, SL_STR(""),
            (struct slp_difference_text) {
                .policy = SL_STR("no row security"),
                .database = SL_STR("row security that applies to the reader's role"),
                .remedy =
                    SL_STR("ALTER ROLE … BYPASSRLS for the reader's role, as setup.sql offers it"),
            });
}

void
slp_catalogue_compare(const struct slp_catalogue *catalogue, struct slp_drift *drift)
{
    compare_publication(drift, &catalogue->publication);
    for (uint32_t i = 0; i < catalogue->policy_tables->count; i++) {
        const struct pair pair = {
            .drift = drift,
            .policy = catalogue->policy_tables->policy,
            .declared = catalogue->policy_tables->items[i].declared,
            .found = &catalogue->tables[i],
        };
        compare_table(&pair, &catalogue->publication);
    }
}
