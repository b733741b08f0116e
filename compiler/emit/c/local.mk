# compiler/emit/c/ - the projections in C
libcompiler_a_SOURCES += \
    %D%/emit_c.h %D%/emit_c.c %D%/emit_c_names.c %D%/emit_c_expr.c %D%/emit_c_release.c \
    %D%/emit_c_record.c %D%/emit_c_policy.c
