/* drift.h - differences between what the policy declares and what the database has.
 *
 * Differences are collected, all of one look together; each names the table, the column where there
 * is one, what the policy says, what the database has, and what to do. Names, types and settings
 * alone: never a row's value. */
#ifndef SLP_DRIFT_H
#define SLP_DRIFT_H

#include "abi/projection.h"
#include "arena.h"
#include "err.h"

/* SLP_DRIFT(id, name): what kind of difference; the names stand in logs. */
#define SLP_DRIFT_KINDS(X)                                                                         \
    X(PLATFORM_WRITES, "platform_writes")                                                          \
    X(TABLE_MISSING, "table_missing")                                                              \
    X(TABLE_KIND, "table_kind")                                                                    \
    X(COLUMN_ADDED, "column_added")                                                                \
    X(COLUMN_MISSING, "column_missing")                                                            \
    X(COLUMN_TYPE, "column_type")                                                                  \
    X(COLUMN_NULLABLE, "column_nullable")                                                          \
    X(COLUMN_GENERATED, "column_generated")                                                        \
    X(ENUM_LABELS, "enum_labels")                                                                  \
    X(KEY, "key")                                                                                  \
    X(IDENTITY, "identity")                                                                        \
    X(LEAF_IDENTITY, "leaf_identity")                                                              \
    X(LEAF_UNLOGGED, "leaf_unlogged")                                                              \
    X(RIGHT_MISSING, "right_missing")                                                              \
    X(ROW_SECURITY, "row_security")                                                                \
    X(PUBLICATION_MISSING, "publication_missing")                                                  \
    X(PUBLICATION_TABLE, "publication_table")                                                      \
    X(PUBLICATION_ENTRY, "publication_entry")                                                      \
    X(PUBLICATION_COLUMNS, "publication_columns")                                                  \
    X(PUBLICATION_FILTER, "publication_filter")                                                    \
    X(PUBLICATION_OPERATIONS, "publication_operations")                                            \
    X(PUBLICATION_ROOT, "publication_root")

enum slp_drift_kind {
#define SLP_DRIFT_ID(id, name) SLP_DRIFT_##id,
    SLP_DRIFT_KINDS(SLP_DRIFT_ID)
#undef SLP_DRIFT_ID
};

const char *slp_drift_name(enum slp_drift_kind kind);

/* Texts that complete "the policy has …; the database has …", and what to do. They live as long
 * as the drift's arena, or for ever. */
struct slp_difference_text {
    struct sl_str policy, database, remedy;
};

struct slp_difference {
    enum slp_drift_kind kind;
    const struct sl_table *table; /* NULL: about the publication as a whole */
    struct sl_str column;         /* empty: about the table as a whole */
    struct slp_difference_text text;
};

struct slp_drift {
    struct sl_arena *arena; /* holds the items and the texts */
    struct slp_difference *items;
    uint32_t count, room;
};

/* `arena` outlives the drift. */
void slp_drift_init(struct slp_drift *drift, struct sl_arena *arena);

/* `column` is copied. */
void slp_drift_add(struct slp_drift *drift, enum slp_drift_kind kind, const struct sl_table *table,
                   struct sl_str column, struct slp_difference_text text);

/* Whether the difference keeps the release from being sent. About the publication as a whole: every release.
 * A new label of an enum: those that need all labels (projection.h), and a column that may be NULL: those that
 * read it. Everything else: every release of the table. */
bool slp_difference_stops(const struct slp_difference *difference,
                          const struct sl_projection *release);

/* The first that does; NULL: none. */
const struct slp_difference *slp_drift_stopping(const struct slp_drift *drift,
                                                const struct sl_projection *release);

/* The first difference of the table, or of the publication as a whole when it is NULL; NULL: there is
 * none. */
const struct slp_difference *slp_drift_of(const struct slp_drift *drift,
                                          const struct sl_table *table);

/* Whether the drift has such a difference, of the same kind, table and column. */
bool slp_drift_has(const struct slp_drift *drift, const struct slp_difference *difference);

/* One difference as an error of class DRIFT; returns -1. */
int slp_drift_describe(const struct slp_difference *difference, struct sl_err *reterr);

/* Class DRIFT, from the first difference and the places of the others; returns -1. */
int slp_drift_fail(const struct slp_drift *drift, struct sl_err *reterr);

/* One warning line. */
void slp_drift_log(const struct slp_difference *difference);

#endif
