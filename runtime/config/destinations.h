/* destinations.h - the configuration's "destinations", held against those of the policy. */
#ifndef SLP_CONFIG_DESTINATIONS_H
#define SLP_CONFIG_DESTINATIONS_H

#include "config/finding.h"

/* Reads the object of destinations in `top`, in the order of the policy's; findings for those that
 * are missing, faulty, in one another's way, or not the policy's. */
void slp_config_read_destinations(struct slp_config_reader *reader, json_t *top,
                                  const struct sl_policy *policy, struct slp_config *ret);

#endif
