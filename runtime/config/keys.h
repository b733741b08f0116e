/* keys.h - the configuration's "keys", held against those that the policy names. */
#ifndef SLP_CONFIG_KEYS_H
#define SLP_CONFIG_KEYS_H

#include "config/finding.h"

/* Reads the object of keys in `top`; findings for keys that are missing, faulty, or used by
 * nothing. */
void slp_config_read_keys(struct slp_config_reader *reader, json_t *top,
                          const struct sl_policy *policy, struct slp_config *ret);

#endif
