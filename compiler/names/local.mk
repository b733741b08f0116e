# compiler/names/ - every name bound or reported
libcompiler_a_SOURCES += \
    %D%/symbols.h %D%/symbols.c %D%/suggest.h %D%/suggest.c %D%/confusable.h %D%/confusable.c \
    %D%/letters.def %D%/lookalikes.def %D%/names.h %D%/check_names.c %D%/names_find.c %D%/names_form.c \
    %D%/names_leaf.c %D%/names_alike.c \
    %D%/names_declare.c %D%/names_policy.c %D%/names_table.c %D%/names_unlabelled.c %D%/names_expr.c %D%/names_encryption.c \
    %D%/names_release.c %D%/names_testblock.c
