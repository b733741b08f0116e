# compiler/emit/report/ - what leaves, in English
libcompiler_a_SOURCES += \
    %D%/emit_report.h %D%/report_parts.h %D%/emit_report.c %D%/emit_report_release.c %D%/emit_report_learns.c \
    %D%/emit_report_risk.c %D%/emit_report_keys.c
