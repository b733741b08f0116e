# compiler/text/ - what findings and emitters write with
libcompiler_a_SOURCES += \
    %D%/escape.h %D%/escape.c %D%/json_text.h %D%/json_text.c %D%/keep_text.h %D%/keep_text.c \
    %D%/width.h %D%/width.c
