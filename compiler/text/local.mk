# compiler/text/ - the characters of policies, and what findings and emitters write with
libcompiler_a_SOURCES += \
    %D%/characters.h %D%/characters.c %D%/unicode.def \
    %D%/escape.h %D%/escape.c %D%/json_text.h %D%/json_text.c %D%/keep_text.h %D%/keep_text.c \
    %D%/width.h %D%/width.c
