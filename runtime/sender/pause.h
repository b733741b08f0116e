/* pause.h - how long to wait before another try. */
#ifndef SLP_PAUSE_H
#define SLP_PAUSE_H

#include <stdint.h>

/* After so many failures in a row before this one: 100 ms doubled each time, at most 30 s, with chance in
 * it. */
int64_t slp_pause_ms(unsigned failures);

#endif
