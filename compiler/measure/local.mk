# compiler/measure/ - what a receiver can tell apart, over all releases to a destination
libcompiler_a_SOURCES += \
    %D%/measure.h %D%/line.h %D%/line.c %D%/line_cuts.h %D%/line_cuts.c \
    %D%/line_equal.c %D%/ruled.c %D%/collect.c %D%/beside.c %D%/choose.h %D%/choose.c %D%/verdict.c \
    %D%/cuts.h %D%/cuts.c %D%/calendar_cuts.h %D%/calendar_cuts.c %D%/view.h %D%/view.c %D%/cell.c %D%/mirror.c %D%/distance.c %D%/listed.c %D%/knowledge.h %D%/knowledge.c %D%/anchors.c %D%/anchored_lists.c \
    %D%/counts.c %D%/facts.h %D%/facts.c %D%/parts.h %D%/parts.c %D%/members.h %D%/members.c %D%/classes.c %D%/shifts.c %D%/times.c \
    %D%/words.h %D%/words.c
