/* clock.h - the two clocks of the reader. */
#ifndef SLP_CLOCK_H
#define SLP_CLOCK_H

#include <stdint.h>

/* Monotonic: for intervals and deadlines. */
int64_t slp_now_ms(void);

/* Wall clock, microseconds since 1970-01-01 UTC. */
int64_t slp_wall_us(void);

#endif
