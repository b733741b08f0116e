/* state_folder.h - a state file in a folder of its own, for the tests of what it keeps. */
#ifndef STATE_FOLDER_H
#define STATE_FOLDER_H

#include "reader/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Two releases of one destination, and policies that have one of them or both. */
extern const struct sl_projection state_people, state_orders;
extern const struct sl_projection *const state_only_people[1];
extern const struct sl_projection *const state_people_and_orders[2];
extern const struct sl_projection *const state_only_orders[1];
struct sl_policy state_policy_of(const struct sl_projection *const *releases, uint32_t count);

/* A test's folder, the state's file in it, and the policy, which has the people alone at first. */
extern char state_folder[64], state_path[80];
extern struct sl_policy state_policy;
int state_make_folder(void **state);
int state_remove_folder(void **state);
int state_remove_path(const char *name); /* with all that is in it */
#define STATE_TEST(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, state_make_folder, state_remove_folder)

struct slp_state *state_open(const struct sl_policy *with);

/* Saves a position, with this ordinal of every release. */
void state_save(struct slp_state *state, enum slp_phase phase, uint64_t lsn, uint64_t ordinal);

/* A state of a pusher that streams. */
struct slp_state *state_open_streaming(void);

/* As after kill -9: what was not saved is dropped, or was committed along the way. */
struct slp_state *state_restart(struct slp_state *state);

#endif
