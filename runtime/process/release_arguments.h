/* release_arguments.h - releases as the words of a command line. */
#ifndef SLP_RELEASE_ARGUMENTS_H
#define SLP_RELEASE_ARGUMENTS_H

#include "abi/projection.h"
#include "arena.h"
#include "coverage/request.h"

/* Every word is the name of a release, "destination.stream": 0, and *ret names them, each once; its
 * kind is left as it is. 1: some are not, each of which is told on standard error, with the name that
 * was perhaps meant. Memory is the arena's. */
SL_MUST_USE int slp_release_arguments(const struct sl_policy *policy, char *const *words,
                                      unsigned nwords, struct sl_arena *arena,
                                      struct slp_request *ret);

/* The names of all releases as "a.b|c.d", in the arena: for the completion. */
const char *slp_release_choice(const struct sl_policy *policy, struct sl_arena *arena);

#endif
