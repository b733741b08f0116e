/* marker_text.h - a destination's marker (record/marker.h) as it lies beside the records:
 *
 *   _sluice/_lake.json     {"id":"0f3a…","number":12}      of the destination "lake"
 *
 * Spark, Athena and Hive take no name with an underscore before it for data, and it is no stream's. */
#ifndef SLP_MARKER_TEXT_H
#define SLP_MARKER_TEXT_H

#include "attributes.h"
#include "buf.h"
#include "record/marker.h"

#include <stdbool.h>

#define SLP_MARKER_FOLDER "_sluice"

enum {
    SLP_MARKER_NAME_BYTES = 96,  /* a destination has at most 63 characters */
    SLP_MARKER_TEXT_BYTES = 128, /* at most */
};

/* "_lake.json", within the folder. */
void slp_marker_name(const char *destination, char ret[SLP_MARKER_NAME_BYTES]);

/* The marker with that number. One that has no id yet draws one. */
struct slp_marker slp_marker_after(const struct slp_marker *marker, uint64_t number);

void slp_marker_write(struct sl_buf *out, const struct slp_marker *marker);

/* What cannot be read is no marker: its id is "". */
struct slp_marker slp_marker_read(struct sl_str text);

#endif
