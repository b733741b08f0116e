/* write_all.h - all of some bytes into a blocking descriptor. */
#ifndef SL_WRITE_ALL_H
#define SL_WRITE_ALL_H

#include "attributes.h"
#include "str.h"

/* Goes on after short writes and signals. -1 and errno when the rest cannot be written. */
SL_MUST_USE int sl_write_all(int fd, struct sl_str bytes);

#endif
