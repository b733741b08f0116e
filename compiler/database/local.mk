# compiler/database/ - a look into a live PostgreSQL, for `import`, `check` and `risk` alone: in
# `sluice` itself, so that nothing else of the compiler needs libpq.
sluice_SOURCES += \
    %D%/session.h %D%/session.c %D%/deadline.h %D%/deadline.c \
    %D%/cell.h %D%/cell.c %D%/catalogue.h %D%/catalogue.c \
    %D%/catalogue_sql.h %D%/catalogue_refused.c %D%/catalogue_key_fault.c \
    %D%/found_text.h %D%/found_text.c \
    %D%/import.h %D%/import_choose.c %D%/import_keys.c %D%/import_kinds.c %D%/import_write.c \
    %D%/drift.h %D%/drift.c %D%/drift_internal.h %D%/drift_columns.c %D%/drift_column.c \
    %D%/drift_writes.c %D%/drift_key.c %D%/drift_key_fault.c %D%/drift_reads.c \
    %D%/risk.h %D%/risk.c \
    %D%/trial_refusal.h %D%/trial_refusal.c %D%/sqlstate.def \
    %D%/trial.h %D%/trial.c %D%/trial_deferred.h %D%/trial_deferred.c \
    %D%/trial_transaction.h %D%/trial_transaction.c %D%/published.h %D%/published.c %D%/migration.h %D%/migration.c \
    %D%/migration_list.h %D%/migration_list.c %D%/migration_writes.h %D%/migration_writes.c \
    %D%/migration_untried.h %D%/migration_untried.c %D%/migration_statement.h %D%/migration_statement.c \
    %D%/migration_stream.h %D%/migration_stream.c %D%/migration_stops.h %D%/migration_stops.c \
    %D%/migration_reader.h %D%/migration_reader.c %D%/table_stops.h %D%/table_stops.c

libcompiler_a_SOURCES += %D%/sql_token.h %D%/sql_token.c %D%/sql_statement.h %D%/sql_statement.c \
    %D%/sql_transaction.h %D%/sql_transaction.c \
    %D%/personal.h %D%/personal.c %D%/personal.def
