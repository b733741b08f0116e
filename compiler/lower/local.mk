# compiler/lower/ - from the checked tree to the IR
libcompiler_a_SOURCES += \
    %D%/lower.h %D%/lower.c %D%/lower_table.c %D%/lower_release.c %D%/lower_reads.c \
    %D%/lower_expr.c %D%/lower_risk.c
