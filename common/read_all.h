/* read_all.h - a whole message from a descriptor. */
#ifndef SL_READ_ALL_H
#define SL_READ_ALL_H

#include "attributes.h"

#include <stddef.h>

/* Reads exactly `len` bytes, waiting for them. -1 when the end comes before, or an error. */
SL_MUST_USE int sl_read_all(int fd, void *ret, size_t len);

#endif
