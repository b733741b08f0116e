# compiler/explain/ - the reviewer's questions: `sluice explain`
libcompiler_a_SOURCES += \
    %D%/page.h %D%/page_internal.h %D%/page.c %D%/page_text.c %D%/page_json.c \
    %D%/subject.h %D%/subject.c \
    %D%/explained.h %D%/explain.h %D%/explain_internal.h %D%/explain.c %D%/words.h %D%/words.c %D%/reads.c %D%/steps.c %D%/decisions.c \
    %D%/explain_field.c %D%/explain_column.c %D%/explain_measure.c %D%/explain_release.c %D%/explain_category.c %D%/explain_key.c %D%/explain_role.c %D%/why_not.c
