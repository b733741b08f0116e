# compiler/diff/ - what changes between two versions of policies, and whether it tells more. Each file
# includes only headers that stand before it here.
libcompiler_a_SOURCES += \
    %D%/view.h %D%/view.c %D%/domain.h %D%/domain_internal.h %D%/domain.c %D%/domain_samples.c %D%/domain_values.c \
    %D%/combination.h %D%/combination.c %D%/target.h %D%/target.c %D%/shown_rows.h \
    %D%/shown_rows.c %D%/cases.h %D%/cases.c %D%/witness.h %D%/witness.c %D%/filter_implies.h \
    %D%/filter_implies.c %D%/coarser.def %D%/prove_call.h %D%/prove_call.c %D%/prove.h %D%/prove.c \
    %D%/change.h %D%/change.c %D%/label_order.h %D%/label_order.c %D%/joining_code.h \
    %D%/joining_code.c %D%/found_line.h %D%/found_line.c %D%/diff_refused.h %D%/diff_refused.c %D%/approval.h %D%/approval.c %D%/diff_level.h %D%/diff_level.c \
    %D%/diff_rule.h %D%/diff_rule.c %D%/diff_category.h %D%/diff_category.c %D%/diff_key.h \
    %D%/diff_key.c %D%/diff_decision.h %D%/diff_decision.c %D%/diff_destination.h %D%/diff_destination.c %D%/diff_column.h \
    %D%/diff_column.c \
    %D%/diff_leaf.h %D%/diff_leaf.c %D%/diff_table.h %D%/diff_table.c \
    %D%/diff_filter.h %D%/diff_filter.c %D%/diff_events.h %D%/diff_events.c %D%/diff_join.h %D%/diff_join.c %D%/diff_field.h \
    %D%/diff_field.c %D%/diff_told.h %D%/told_together.h %D%/told_together.c %D%/diff_told.c %D%/diff_release.h %D%/diff_release.c %D%/diff_risk.h %D%/diff_risk.c \
    %D%/diff.h %D%/diff.c %D%/diff_print.h %D%/diff_words.c %D%/diff_text.c %D%/diff_markdown.c \
    %D%/diff_json.c %D%/diff_sarif.c
