/* knowledge.h - inside the measure: how closely a receiver knows a date, and a span between two dates. */
#ifndef SLC_KNOWLEDGE_H
#define SLC_KNOWLEDGE_H

#include "measure/line.h"

/* Where nothing is told: longer than any span. */
static const int64_t slc_untold = INT64_MAX;

/* How close together the nearest two cuts of one line are, together with those of lines that count alike (or of
 * those under a decision), in minutes; 0 for a line that tells the value. */
int64_t slc_minutes_told_by(const struct slc_measured *line, bool decided);

/* How closely all lines (or those under a decision alone) place a column's dates, in minutes: by cuts that
 * stand still or move with the commit, by listed days, and by spans from dates that are known themselves. */
int64_t slc_minutes_told(const struct slc_measures *measures,
                         const struct slc_destination *destination, const struct slc_column *column,
                         bool decided);

/* How closely the span between two columns is told, also by way of a third. */
int64_t slc_minutes_between(const struct slc_measures *measures,
                            const struct slc_destination *destination, const struct slc_column *a,
                            const struct slc_column *b);

/* A number of the scale in minutes; months and years are the longest. */
int64_t slc_minutes_of(enum slc_scale scale, slc_wide number);

#endif
