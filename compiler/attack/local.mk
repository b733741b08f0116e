# compiler/attack/ - tries to break what policies promise: `sluice attack`
libcompiler_a_SOURCES += \
    %D%/attack.h %D%/attack.c %D%/chance.h %D%/document.h %D%/document.c %D%/find.h %D%/find_class.c \
    %D%/event_report.c %D%/find_event.h %D%/find_changed.c %D%/find_dictionary.c %D%/find_rows.c %D%/find_together.c \
    %D%/flow.h %D%/flow.c %D%/history.h %D%/history.c %D%/matching.h %D%/matching.c %D%/stream.c %D%/written.h %D%/written.c \
    %D%/find_count.c %D%/find_distance.c %D%/find_report.c %D%/find_shift.c %D%/find_time.c %D%/find_unruled.c %D%/masked.h \
    %D%/masked.c %D%/placed.h %D%/placed.c %D%/permission.h %D%/permission.c %D%/position.c %D%/promise.h %D%/promise.c %D%/row_text.c %D%/sample.h %D%/sample.c %D%/sample_ordered.c \
    %D%/sample_document.c %D%/sample_text.c %D%/secret.h %D%/secret.c %D%/secret_list.h %D%/secrets.c %D%/joined.c %D%/codes.h %D%/codes.c %D%/same_rows.c %D%/teller.h %D%/teller.c %D%/trial.h %D%/trial.c %D%/trial_private.h %D%/trial_row.c
