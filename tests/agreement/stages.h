/* stages.h - the labels of the enum that random tables have: rows hold them, policies name them. */
#ifndef SLT_STAGES_H
#define SLT_STAGES_H

#define SLT_STAGE_1 "open"
#define SLT_STAGE_2 "plan"
#define SLT_STAGE_3 "Closed Early"
#define SLT_STAGE_4 "pr\xc3\xaat"

#endif
