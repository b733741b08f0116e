# compiler/emit/c/ - the projections in C
libcompiler_a_SOURCES += \
    %D%/c_file.h %D%/c_lines.h %D%/c_lines.c %D%/emit_c.h %D%/emit_c.c %D%/emit_c_constants.h \
    %D%/emit_c_constants.c %D%/emit_c_expr.h %D%/emit_c_expr.c %D%/emit_c_function.h \
    %D%/emit_c_function.c %D%/emit_c_names.h %D%/emit_c_names.c %D%/emit_c_policy.h \
    %D%/emit_c_policy.c %D%/emit_c_record.h %D%/emit_c_record.c %D%/emit_c_release.h \
    %D%/emit_c_release.c %D%/emit_c_statements.h %D%/emit_c_statements.c
