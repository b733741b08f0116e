/* finding.h - what is wrong with a configuration, found while it is read, each with its place. */
#ifndef SLP_CONFIG_FINDING_H
#define SLP_CONFIG_FINDING_H

#include "config/config.h"
#include "config/place.h"

#include <jansson.h>

struct slp_config_reader;

/* Reads the secret that a value refers to, into the vault. False after a finding. */
typedef bool slp_config_secret_fn(struct slp_config_reader *reader, struct slp_path path,
                                  json_t *value, struct sl_key *ret);

/* What is at hand while a configuration is read. */
struct slp_config_reader {
    struct sl_arena *arena;
    struct slp_vault *vault;
    struct sl_str text;
    const char *folder; /* of the file: where relative paths begin */
    struct slp_config_findings *findings;
    bool takes_tokens; /* a secret may be one that is made once more is read (iam.h) */
    slp_config_secret_fn *read_secret; /* of reference.h; itself it reads options */
};

/* Adds a finding at the path: the pusher does not start. The remedy is a sentence, or "". */
void slp_config_error(struct slp_config_reader *reader, struct slp_path path, const char *remedy,
                      const char *format, ...) SL_PRINTF(4, 5);

/* The same where the pusher starts all the same. */
void slp_config_warning(struct slp_config_reader *reader, struct slp_path path, const char *remedy,
                        const char *format, ...) SL_PRINTF(4, 5);

#endif
