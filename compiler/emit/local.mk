# compiler/emit/ - everything that is generated, from the IR alone; one emitter a file or two.
libcompiler_a_SOURCES += \
    %D%/emit.h %D%/emit.c %D%/emit_text.h %D%/emit_text.c \
    %D%/emit_c.h %D%/emit_c.c %D%/emit_c_expr.c %D%/emit_c_release.c %D%/emit_c_policy.c \
    %D%/emit_sql.c \
    %D%/value_set.h %D%/value_set.c %D%/emit_schema.c \
    %D%/emit_report.h %D%/emit_report.c %D%/emit_report_release.c %D%/emit_report_expr.c \
    %D%/emit_manifest.c
