# compiler/text/ - what findings and emitters write with
libcompiler_a_SOURCES += \
    %D%/json_text.h %D%/json_text.c
