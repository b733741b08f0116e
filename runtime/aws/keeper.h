/* keeper.h - keeps credentials that can be signed with.
 *
 * Fetches them when they are first wanted, again a while before they expire (a quarter of their
 * life, at most 15 minutes, less some chance), and at once when a service says that they have
 * expired. One fetch at a time, whoever waits. What comes and has expired already counts as a
 * failure. While a fetch fails the old ones serve until their end; then there are none until one
 * succeeds. It tries again with pauses that grow to 30 s. */
#ifndef SLP_AWS_KEEPER_H
#define SLP_AWS_KEEPER_H

#include "aws/chain.h"
#include "aws/inquiry.h"

struct slp_aws_keeper;

struct slp_aws_keeper *slp_aws_keeper_new(struct slp_http *http,
                                          const struct slp_aws_context *context,
                                          struct slp_aws_chain *chain);
void slp_aws_keeper_free(struct slp_aws_keeper *keeper); /* NULL is allowed */

/* `wanted`: a call waits for credentials. */
void slp_aws_keeper_poll(struct slp_aws_keeper *keeper, int64_t now_ms, bool wanted);

/* Those to sign with now; NULL when there are none. Lives until the next poll. */
const struct slp_aws_credentials *slp_aws_keeper_current(const struct slp_aws_keeper *keeper);

/* Which they are: grows with every fetch that succeeded; 0 before the first. */
uint64_t slp_aws_keeper_generation(const struct slp_aws_keeper *keeper);

/* A service says that those of this generation are no good. */
void slp_aws_keeper_expire(struct slp_aws_keeper *keeper, uint64_t generation);

/* How many fetches have failed so far, and why the last one did. Once there were credentials a
 * failure has class RETRY: what worked may work again; unless the source is fixed. */
uint64_t slp_aws_keeper_failures(const struct slp_aws_keeper *keeper);
const struct sl_err *slp_aws_keeper_why(const struct slp_aws_keeper *keeper);
bool slp_aws_keeper_start_again(const struct slp_aws_keeper *keeper);

/* Whether there can be others than those that were: not where they stand in the environment. */
bool slp_aws_keeper_renews(const struct slp_aws_keeper *keeper);

/* When to poll at the latest, on the monotonic clock; and a descriptor to wait for, or -1. */
int64_t slp_aws_keeper_wake_ms(const struct slp_aws_keeper *keeper, bool wanted);
int slp_aws_keeper_fd(const struct slp_aws_keeper *keeper);

#endif
