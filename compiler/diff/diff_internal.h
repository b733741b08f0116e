/* diff_internal.h - between the files of this folder that find changes. */
#ifndef SLC_DIFF_INTERNAL_H
#define SLC_DIFF_INTERNAL_H

#include "diff/diff.h"

/* Both directions at once: neither, one, or both (INCOMPARABLE). */
enum slc_privacy slc_privacy_join(enum slc_privacy a, enum slc_privacy b);

/* Adds a change, proved and not breaking until more is said of it. */
struct slc_change *slc_change_add(struct slc_diff *diff, enum slc_privacy privacy, const char *kind,
                                  struct sl_str what, const char *says, ...) SL_PRINTF(5, 6);

/* Where it stands and reads, of a side; the text becomes one line. */
void slc_change_at(struct slc_diff *diff, struct slc_change *change, enum slc_side side,
                   struct slc_ir_place place);
void slc_change_at_span(struct slc_diff *diff, struct slc_change *change, enum slc_side side,
                        struct slc_span at);

/* "a.b" in the diff's arena. */
struct sl_str slc_dotted(struct slc_diff *diff, struct sl_str a, struct sl_str b);

/* ---- diff_shared.c: what releases share ---------------------------------------------------- */

void slc_diff_shared(struct slc_diff *diff);

enum slc_order { SLC_LOWER = -1, SLC_EQUAL = 0, SLC_HIGHER = 1, SLC_UNKNOWN = 2 };

/* Where the head's level stands beside the base's. */
enum slc_order slc_level_order(const struct slc_diff *diff, struct sl_str base, struct sl_str head);

/* What a level that falls or rises does to what it lets through, as a clearance does. */
enum slc_privacy slc_cleared(enum slc_order order);

/* What becomes of data whose label changes so: a lower label lets more through. */
enum slc_privacy slc_label_change(const struct slc_diff *diff, struct slc_ir_label base,
                                  struct slc_ir_label head);

/* The categories of one version that the other's set lacks, as a list of names; empty: none. */
struct sl_str slc_categories_lacking(const struct slc_diff *diff, enum slc_side side, uint64_t set,
                                     uint64_t other_set);

/* ---- diff_destination.c, diff_risk.c: who receives, and whose people are counted -------------- */

void slc_diff_destinations(struct slc_diff *diff);
void slc_diff_risks(struct slc_diff *diff);

/* ---- diff_table.c: tables and their columns ------------------------------------------------ */

void slc_diff_tables(struct slc_diff *diff);

/* ---- diff_release.c, diff_field.c ---------------------------------------------------------- */

void slc_diff_releases(struct slc_diff *diff);

/* The fields of a release in both versions; `base` NULL: it is new. */
void slc_diff_fields(struct slc_diff *diff, struct slc_pair *pair,
                     const struct slc_ir_release *base, const struct slc_ir_release *head);

/* A decision that either version records, or both (NULL: none), about `what`. */
void slc_diff_decision(struct slc_diff *diff, struct sl_str what,
                       const struct slc_ir_decision *base, const struct slc_ir_decision *head,
                       struct slc_ir_place base_place, struct slc_ir_place head_place);

/* <0, 0, >0: the head's version below, as, or above the base's. */
int slc_version_order(const struct slc_ir_release *base, const struct slc_ir_release *head);

/* Marks a change as breaking, and whether the release's version says so. */
void slc_change_breaks(struct slc_change *change, const struct slc_ir_release *base,
                       const struct slc_ir_release *head);

/* ---- approval.c: who allowed it ------------------------------------------------------------- */

/* What the head's own change of the ground rules lets through is not recorded by them. */
enum slc_fresh_kind { SLC_FRESH_RULE, SLC_FRESH_COLUMN, SLC_FRESH_TABLE, SLC_FRESH_DESTINATION };

/* `why`: what is said of a line that leans on it. */
void slc_fresh_add(struct slc_diff *diff, enum slc_fresh_kind kind, struct sl_str name,
                   struct sl_str why);

/* "shared.policy:31": a rule by its place; "schema.table.column". */
struct sl_str slc_fresh_place(struct slc_diff *diff, struct slc_ir_place place);
struct sl_str slc_fresh_column(struct slc_diff *diff, const struct slc_ir_table *table,
                               const struct slc_ir_column *column);

/* Fills `recorded` and `grounds` of a wider field, or of rows that a filter lets through. */
void slc_ground_field(struct slc_diff *diff, struct slc_change *change,
                      const struct slc_ir_release *release, const struct slc_ir_field *field);
void slc_ground_rows(struct slc_diff *diff, struct slc_change *change,
                     const struct slc_ir_release *release, const struct slc_ir_decision *decision);

#endif
