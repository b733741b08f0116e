/* migration_untried.h - what a real migration can do, and a transaction that is never committed cannot. */
#ifndef SLC_MIGRATION_UNTRIED_H
#define SLC_MIGRATION_UNTRIED_H

#include "database/trial_refusal.h"

/* Why a statement that was refused with this code counts as not tried; NULL: it does not. */
const char *slc_untried_because(const char *sqlstate, bool in_transaction);

/* Whether others hold a lock for too long, or the trial's time is over. */
bool slc_refusal_is_about_time(const struct slc_refusal *refusal);

/* Whether a refusal has a cause that no earlier statement takes away: time, syntax, rights. */
bool slc_refusal_is_certain(const struct slc_refusal *refusal);

/* Whether statements behind it could need what it does. */
bool slc_leaves_something(struct sl_str statement);

/* The statement without the word CONCURRENTLY, which makes the same with other locks; empty: it does not have it. */
struct sl_str slc_without_concurrently(struct sl_arena *arena, struct sl_str statement);

#endif
