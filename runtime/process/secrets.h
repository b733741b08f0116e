/* secrets.h - the configuration that a start of reader and sender is handed, with its secrets as they are then.
 *
 * Passwords are changed, tokens end: each start but the first, for which all was read a moment ago, reads the
 * secrets again. Where one cannot be read now, as while a file is being replaced, what was read last serves. */
#ifndef SLP_SECRETS_H
#define SLP_SECRETS_H

#include "config/config.h"

struct slp_secrets {
    const struct sl_policy *policy;
    const struct slp_loaded_config *first; /* borrowed */
    struct slp_loaded_config again;        /* what was read since; arena NULL: nothing */
    bool is_fresh;                         /* what is there was read a moment ago */
};

struct slp_secrets slp_secrets_of(const struct slp_loaded_config *first,
                                  const struct sl_policy *policy);
void slp_secrets_done(struct slp_secrets *secrets);

/* What was read is older than a moment now: this start, too, is to read it again. */
void slp_secrets_age(struct slp_secrets *secrets);

/* For a start; lives until the next call. */
const struct slp_config *slp_secrets_read(struct slp_secrets *secrets);

#endif
