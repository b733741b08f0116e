# compiler/emit/ - everything that is generated, from the IR alone; one emitter a file or two.
libcompiler_a_SOURCES += \
    %D%/emit.h %D%/emit.c %D%/emit_text.h %D%/emit_text.c \
    %D%/emit_c.h %D%/emit_c.c %D%/emit_c_expr.c %D%/emit_c_release.c %D%/emit_c_policy.c \
    %D%/emit_sql.c \
    %D%/value_set.h %D%/value_set.c %D%/emit_schema.c \
    %D%/emit_report.h %D%/emit_report.c %D%/emit_report_release.c %D%/emit_report_expr.c \
    %D%/emit_manifest.c \
    %D%/outfile.h %D%/outfile.c

# `sluice build` links what it generates: in `sluice` itself, since it knows where it is installed
sluice_SOURCES += %D%/link.h %D%/link.c
sluice_CPPFLAGS = $(AM_CPPFLAGS) -DSLC_INCLUDE_FOLDER='"$(pkgincludedir)"' \
    -DSLC_LIB_FOLDER='"$(libdir)"' -DSLC_PUSHER_LIBS='"$(PUSHER_LIBS)"'
