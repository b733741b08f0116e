# compiler/diff/ - what changes between two versions of policies, and whether it tells more. Each file
# includes only what stands before it here.
libcompiler_a_SOURCES += \
    %D%/view.h %D%/view.c %D%/domain.h %D%/domain_internal.h %D%/domain.c %D%/domain_values.c \
    %D%/combination.h %D%/combination.c %D%/target.h %D%/target.c %D%/shown_rows.h \
    %D%/shown_rows.c %D%/cases.h %D%/cases.c %D%/witness.h %D%/witness.c %D%/filter_implies.h \
    %D%/filter_implies.c %D%/coarser.def %D%/prove_call.h %D%/prove_call.c %D%/prove.h \
    %D%/prove.c %D%/diff.h %D%/diff_internal.h %D%/diff.c %D%/diff_shared.c \
    %D%/diff_destination.c %D%/diff_table.c %D%/diff_release.c %D%/diff_field.c %D%/diff_risk.c \
    %D%/approval.c %D%/diff_print.h %D%/diff_words.c %D%/diff_text.c %D%/diff_markdown.c \
    %D%/diff_json.c
