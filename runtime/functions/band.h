/* band.h - the names of bands: "<0", "0..250", "10000..". */
#ifndef SL_BAND_H
#define SL_BAND_H

#include "abi/functions.h"

/* The band above `rank` edges; missing when scratch memory ran out: the record has failed. */
struct sl_open sl_band_of_rank(struct sl_record *out, const struct sl_edges *edges, uint32_t rank);

/* The band in which a whole number lies. */
struct sl_open sl_band_of_integer(struct sl_record *out, int64_t number,
                                  const struct sl_edges *edges);

#endif
