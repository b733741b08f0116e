/* three_releases.h - a policy of three releases, lake.people, lake.orders and store.people, for tests that
 * need no more of them than their names; and a directory to be a state. */
#ifndef THREE_RELEASES_H
#define THREE_RELEASES_H

#include "abi/projection.h"

extern const struct sl_policy three_releases;

/* A new directory, whose path is the same until the next call. */
const char *make_state(void);

/* Removes it, with all that is in it. */
void remove_state(void);

#endif
