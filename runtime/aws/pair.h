/* pair.h - a name and its value: of a header, or of a query. */
#ifndef SLP_AWS_PAIR_H
#define SLP_AWS_PAIR_H

#include "str.h"

struct slp_aws_pair {
    struct sl_str name, value;
};

#endif
