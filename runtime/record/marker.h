/* marker.h - the marker of a destination: tells a lake to which everything was sent from an older copy of
 * it, and from another one.
 *
 * A destination of files or objects keeps it beside the records, the state keeps a copy. The id is drawn
 * once, with the first mark; the number rises with each mark. A mark is made when records were delivered,
 * before the state holds that they were: so a marker below the state's copy lies in a lake that lacks some
 * of them. */
#ifndef SLP_MARKER_H
#define SLP_MARKER_H

#include <stdint.h>

enum { SLP_MARKER_ID_BYTES = 33 }; /* 32 hexadecimal digits */

struct slp_marker {
    char id[SLP_MARKER_ID_BYTES]; /* "": there is none */
    uint64_t number;
};

#endif
