/* diff_events.h - which events of a row a release tells: deletions, updates, rejections, and when. */
#ifndef SLC_DIFF_EVENTS_H
#define SLC_DIFF_EVENTS_H

#include "diff/change.h"

/* Of a release in both versions. */
void slc_diff_events(struct slc_diff *diff, struct slc_release_pair releases);

#endif
