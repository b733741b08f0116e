# compiler/format/ - policies in their canonical layout
libcompiler_a_SOURCES += \
    %D%/fmt.h %D%/fmt.c %D%/fmt_row.h %D%/fmt_row.c
