# compiler/lower/ - from the checked tree to the IR
libcompiler_a_SOURCES += \
    %D%/lower.c %D%/lower_state.h %D%/lower_parts.h %D%/lower_parts.c %D%/lower_declarations.h \
    %D%/lower_declarations.c %D%/lower_table.h %D%/lower_table.c %D%/lower_release.h \
    %D%/lower_release.c %D%/lower_statements.h %D%/lower_statements.c %D%/lower_reads.h \
    %D%/lower_reads.c %D%/lower_expr.h %D%/lower_expr.c %D%/lower_literal.h %D%/lower_literal.c \
    %D%/lower_risk.h %D%/lower_risk.c
