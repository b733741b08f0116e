# compiler/emit/sql/ - setup.sql, and any expression as SQL
libcompiler_a_SOURCES += \
    %D%/setup_parts.h %D%/setup_parts.c %D%/emit_sql.h %D%/emit_sql.c %D%/table_sql.h %D%/table_sql.c \
    %D%/emit_migration.h %D%/emit_migration.c %D%/sql_risk.h %D%/sql_risk.c %D%/sql_expr.h %D%/sql_expr.c %D%/sql_private.h \
    %D%/sql_value.c %D%/sql_fill.h %D%/sql_fill_values.c %D%/sql_fill_texts.c %D%/sql_call.c
