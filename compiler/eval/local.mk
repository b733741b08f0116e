# compiler/eval/ - the reference: what a release does to a row; tests in policies, `sluice eval`
libcompiler_a_SOURCES += \
    %D%/eval.h %D%/eval_value.h %D%/eval_value.c %D%/eval_expr.c %D%/eval_functions.h \
    %D%/eval_functions.c %D%/eval_presence.c %D%/eval_categories.c %D%/eval_dates.c \
    %D%/eval_contact.c %D%/eval_json.c %D%/json_reader.h %D%/json_reader.c \
    %D%/json_number.h %D%/json_number.c %D%/json_stored.h %D%/json_stored.c %D%/eval_line.h %D%/eval_line.c %D%/eval_words.c %D%/eval_places.c %D%/eval_numbers.c \
    %D%/eval_keyed.c %D%/eval_order.c %D%/eval_round.c %D%/eval_text.c %D%/eval_record.c \
    %D%/eval_read_parts.h %D%/eval_read.c %D%/eval_read_number.c %D%/eval_read_time.c %D%/eval_lines.h %D%/eval_lines.c %D%/canary.h %D%/canary.c %D%/coverage.h \
    %D%/coverage.c %D%/replay.h %D%/replay.c %D%/run_watch.h %D%/run_row.h %D%/run_row.c %D%/run_canaries.h \
    %D%/run_canaries.c %D%/run_tests.h %D%/run_tests.c
