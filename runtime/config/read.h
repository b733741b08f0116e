/* read.h - JSON values -> options, every finding with its place. */
#ifndef SLP_CONFIG_READ_H
#define SLP_CONFIG_READ_H

#include "config/options.h"
#include "config/place.h"

#include <jansson.h>

struct slp_config_reader {
    struct sl_arena *arena;
    struct slp_vault *vault;
    struct sl_str text;
    const char *folder; /* of the file: where relative paths begin */
    struct slp_config_findings *findings;
};

/* Adds a finding at the path; the remedy is a sentence, or "". */
void slp_config_add(struct slp_config_reader *reader, bool warning, struct slp_path path,
                    const char *remedy, const char *format, ...) SL_PRINTF(5, 6);

/* Reads the members of `object` (NULL or another type of value: a finding) into the group's struct,
 * sets the initial values of those not given, and reports members that the group does not have.
 * `others` are members read elsewhere, NULL-ended; NULL for none. */
void slp_config_read_group(struct slp_config_reader *reader, const struct slp_option_group *group,
                           struct slp_path path, json_t *object, const char *const *others,
                           void *ret);

/* The same for several groups in one object; `ret` is the struct that the parts' offsets count in. */
void slp_config_read_parts(struct slp_config_reader *reader, const struct slp_option_part *parts,
                           uint32_t count, struct slp_path path, json_t *object,
                           const char *const *others, void *ret);

/* A reference to a secret. False after a finding. */
bool slp_config_read_secret(struct slp_config_reader *reader, struct slp_path path, json_t *value,
                            struct sl_key *ret);

/* "did you mean 'x'?" for the nearest of the names, "" when none is near. */
struct slp_nearest {
    struct sl_str wanted;
    const char *best;
    unsigned distance;
};
void slp_nearest_init(struct slp_nearest *nearest, const char *wanted);
void slp_nearest_offer(struct slp_nearest *nearest, const char *name);
const char *slp_nearest_remedy(const struct slp_nearest *nearest, struct sl_arena *arena);

#endif
