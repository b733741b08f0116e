# compiler/format/ - policies in their canonical layout
libcompiler_a_SOURCES += \
    %D%/fmt.h %D%/fmt.c %D%/fmt_token.h %D%/fmt_token.c %D%/fmt_row.h %D%/fmt_row.c %D%/fmt_cut.c \
    %D%/fmt_layout.h %D%/fmt_cells.c %D%/fmt_wrap.c
