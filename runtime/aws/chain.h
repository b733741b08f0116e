/* chain.h - which sources the credentials of a client come from.
 *
 * The first of these that is configured, and no other: a source that is configured and fails is an
 * error, not a reason to look further and find somebody else's identity.
 *
 *   1. keys in the environment, unless the destination names a profile
 *   2. the profile: keys, role_arn with source_profile, credential_source or
 *      web_identity_token_file, credential_process
 *   3. AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN
 *   4. a container's address in the environment
 *   5. the instance, unless AWS_EC2_METADATA_DISABLED
 *
 * A profile that needs a person (SSO, login) is refused. */
#ifndef SLP_AWS_CHAIN_H
#define SLP_AWS_CHAIN_H

#include "arena.h"
#include "aws/source.h"

/* Roles assumed with roles; nobody nests them deeper. */
enum { SLP_AWS_MAX_SOURCES = 8 };

struct slp_aws_chain {
    struct slp_aws_source
        sources[SLP_AWS_MAX_SOURCES]; /* each uses the credentials of the one before */
    unsigned count;
};

/* `profile`: "" when the destination names none. Starts runners where programs are to be run.
 * CONFIG when nothing is configured, or what is makes no sense. Texts live in the arena. */
SL_MUST_USE int slp_aws_chain_find(const struct slp_aws_context *context, const char *profile,
                                   struct sl_arena *arena, struct slp_aws_chain *ret,
                                   struct sl_err *reterr);

/* Ends the runners. */
void slp_aws_chain_done(struct slp_aws_chain *chain);

/* The last one: whose credentials they are. */
const struct slp_aws_source *slp_aws_chain_last(const struct slp_aws_chain *chain);

#endif
