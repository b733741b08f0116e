# compiler/diff/ - what changes between two versions of policies, and whether it tells more.
libcompiler_a_SOURCES += \
    %D%/view.h %D%/view.c %D%/domain.h %D%/domain_internal.h %D%/domain.c %D%/domain_values.c \
    %D%/combination.h %D%/combination.c %D%/cases.h %D%/cases.c %D%/prove.h %D%/prove.c \
    %D%/coarser.def %D%/diff.h %D%/diff_internal.h %D%/diff.c %D%/diff_shared.c \
    %D%/diff_destination.c %D%/diff_table.c %D%/diff_release.c %D%/diff_field.c %D%/diff_risk.c \
    %D%/approval.c %D%/diff_print.h %D%/diff_words.c %D%/diff_text.c %D%/diff_markdown.c \
    %D%/diff_json.c
