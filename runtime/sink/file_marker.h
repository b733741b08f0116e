/* file_marker.h - the marker in the directory of a file sink (marker_text.h). */
#ifndef SLP_FILE_MARKER_H
#define SLP_FILE_MARKER_H

#include "record/marker.h"
#include "sink/object.h"

/* What is there. */
enum slp_object_result slp_file_marker_read(int directory_fd, const char *destination,
                                            struct slp_marker *ret, struct sl_err *reterr);

/* Puts the marker there, whole or not at all: durable on return. */
enum slp_object_result slp_file_marker_write(int directory_fd, const char *destination,
                                             const struct slp_marker *marker,
                                             struct sl_err *reterr);

#endif
