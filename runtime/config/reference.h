/* reference.h - references to secrets: {"file": PATH}, {"env": NAME}, {"credential": NAME}, or
 * {"kms": {…}} (kms.h); for the passwords of the database also {"rds_iam": {…}} (iam.h). */
#ifndef SLP_REFERENCE_H
#define SLP_REFERENCE_H

#include "config/finding.h"

slp_config_secret_fn slp_config_read_secret;

#endif
