/* building.h - how commands that compile are configured: by options, and by the environment as make
 * is. */
#ifndef SLC_BUILDING_H
#define SLC_BUILDING_H

#include "arena.h"
#include "emit/link.h"

/* Fills all but `output`. `headers` (DIR[:DIR…]) and `archive` may be NULL: what is installed. -1 and
 * *reterr (class CONFIG) for too many folders. */
SL_MUST_USE int slc_link_configure(struct slc_link *link, struct sl_arena *arena,
                                   const char *headers, const char *archive, struct sl_err *reterr);

#define SLC_HEADERS_OPTION                                                                         \
    {                                                                                              \
        "--headers", "DIR[:DIR…]", "where projection.h is, and what it includes"                   \
    }
#define SLC_ARCHIVE_OPTION                                                                         \
    {                                                                                              \
        "--archive", "FILE", "the pusher without policies: libsluice-pusher.a"                     \
    }

#endif
