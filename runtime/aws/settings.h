/* settings.h - what environment and shared files say, as it was when a client was made. */
#ifndef SLP_AWS_SETTINGS_H
#define SLP_AWS_SETTINGS_H

#include "aws/environment.h"
#include "aws/profiles.h"

struct slp_aws_settings {
    struct slp_aws_environment environment;
    struct slp_aws_profiles *profiles;
};

#endif
