# compiler/told/ - what each destination was ever told of each column, over all versions
libcompiler_a_SOURCES += \
    %D%/told.h %D%/told.c %D%/told_collect.c %D%/told_file.c %D%/told_source.c %D%/told_mark.c
