/* read.h - an object of the configuration's JSON -> the struct of its options. */
#ifndef SLP_CONFIG_READ_H
#define SLP_CONFIG_READ_H

#include "config/finding.h"
#include "config/options.h"

#include <jansson.h>

struct slp_config_object {
    struct slp_path path;      /* where it stands */
    json_t *members;           /* NULL or another type of value: a finding */
    const char *const *others; /* members that are read elsewhere, NULL-ended; NULL for none */
};

/* Reads the members into the group's struct, sets the initial values of those not given, and
 * reports members that the group does not have. */
void slp_config_read_group(struct slp_config_reader *reader, const struct slp_option_group *group,
                           const struct slp_config_object *object, void *ret);

/* The same for several groups in one object, ending with a part without a group; `ret` is the
 * struct that the parts' offsets count in. */
void slp_config_read_parts(struct slp_config_reader *reader, const struct slp_option_part *parts,
                           const struct slp_config_object *object, void *ret);

/* The object under `key` in `top`, NULL when it is not there or after a finding. */
json_t *slp_config_section(struct slp_config_reader *reader, json_t *top, const char *key,
                           bool required);

/* The path as an absolute one: relative paths count from the file's folder. "" stays "". */
const char *slp_config_path(const struct slp_config_reader *reader, const char *path);

#endif
