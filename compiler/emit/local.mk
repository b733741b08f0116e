# compiler/emit/ - everything that is generated, from the IR alone; one emitter a file or two.
libcompiler_a_SOURCES += \
    %D%/emit.h %D%/emit.c %D%/emit_text.h %D%/emit_text.c \
    %D%/emit_c.h %D%/emit_c.c %D%/emit_c_names.c %D%/emit_c_expr.c \
    %D%/emit_c_release.c %D%/emit_c_record.c %D%/emit_c_policy.c \
    %D%/emit_sql.c %D%/sql_risk.h %D%/sql_risk.c \
    %D%/sql_expr.h %D%/sql_private.h %D%/sql_expr.c %D%/sql_value.c %D%/sql_fill.h %D%/sql_fill_values.c %D%/sql_fill_texts.c %D%/sql_call.c \
    %D%/value_set.h %D%/value_set.c %D%/emit_json.h %D%/emit_json.c %D%/emit_schema.c \
    %D%/envelope.def %D%/lake_type.h %D%/lake_type.c %D%/emit_spark.c %D%/emit_delta.c \
    %D%/emit_athena.c %D%/emit_contract.c %D%/emit_lineage.c \
    %D%/emit_report.h %D%/emit_report.c %D%/emit_report_release.c %D%/emit_report_expr.c %D%/emit_report_risk.c \
    %D%/emit_manifest.c \
    %D%/outfile.h %D%/outfile.c

# `sluice build` links what it generates: in `sluice` itself, since it knows where it is installed
sluice_SOURCES += %D%/link.h %D%/link.c
nodist_sluice_SOURCES = %D%/installed.h
BUILT_SOURCES += %D%/installed.h
CLEANFILES += %D%/installed.h
%D%/link.$(OBJEXT): %D%/installed.h
%D%/installed.h: Makefile
	$(AM_V_GEN)$(MKDIR_P) %D% && { \
	echo '/* Where `make install` puts a pusher'"'"'s parts, and what it is linked with. */'; \
	echo '#define SLC_INCLUDE_FOLDER "$(pkgincludedir)"'; \
	echo '#define SLC_LIB_FOLDER "$(libdir)"'; \
	echo '#define SLC_PUSHER_LIBS "$(PUSHER_LIBS)"'; } >$@
