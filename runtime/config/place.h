/* place.h - where in a JSON text a path stands, for the line number of a finding. */
#ifndef SLP_PLACE_H
#define SLP_PLACE_H

#include "str.h"

enum { SLP_PATH_KEYS = 4 };

/* Member names from the top: "destinations", "lake", "sink". */
struct slp_path {
    const char *keys[SLP_PATH_KEYS];
    unsigned count;
};

/* The path of a member at the top. */
struct slp_path slp_path_of(const char *key);

/* The path with one more name; when it is full, the path as it is. */
struct slp_path slp_path_child(struct slp_path path, const char *key);

/* The line (from 1) of the member's name, or of the nearest member around it that is there. `text`
 * is valid JSON; member names with escapes are not found. */
unsigned slp_path_line(struct slp_path path, struct sl_str text);

#endif
