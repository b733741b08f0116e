/* find_event.h - searches over histories: each compares what leaves of two that differ in one thing that the receiver is
 * not to know, and records a find with the rows that show it. */
#ifndef SLC_FIND_EVENT_H
#define SLC_FIND_EVENT_H

#include "attack/history.h"
#include "findings/finding.h"

/* What a destination receives of one table, tried once. */
struct slc_course {
    struct slc_findings *findings;
    struct sl_arena *arena; /* of one round */
    const struct slc_flows *flows;
    const struct slc_flow *flow;
    struct slc_chance chance;
};

typedef bool slc_event_search(struct slc_course *course);

slc_event_search slc_find_presence, slc_find_together;

/* ---- event_report.c -------------------------------------------------------------------------- */

struct slc_event_shown {
    enum slc_code code;
    struct slc_span at;    /* what promises otherwise */
    struct slc_span cause; /* what makes it leave */
    const char *why;       /* the label there */
    const struct slc_history *history;
    const struct slc_flow *const *flows; /* whose records are shown */
    uint32_t nflows;
    const uint32_t
        *also; /* a column of the first flow's table that is shown in any case; NULL: none */
    const char *otherwise; /* what the other history would tell; NULL: no more than this */
};

void slc_report_event(const struct slc_course *course, const struct slc_event_shown *shown,
                      const char *format, ...) SL_PRINTF(3, 4);

#endif
