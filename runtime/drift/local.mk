# runtime/drift/ - what the database has for each table of the policies, against what they say
libsluice_pusher_a_SOURCES += \
    %D%/drift.h %D%/drift.c %D%/column_type.h %D%/column_type.c %D%/compare.h %D%/compare.c \
    %D%/relation_compare.h %D%/relation_compare.c %D%/rights_compare.h %D%/rights_compare.c \
    %D%/key_fault_compare.h %D%/key_fault_compare.c %D%/catalogue.h %D%/catalogue.c \
    %D%/catalogue_sql.h %D%/catalogue_answers.h %D%/catalogue_answers.c %D%/catalogue_compare.h \
    %D%/catalogue_compare.c %D%/relation_names.h %D%/relation_names.c %D%/new_columns.h %D%/new_columns.c %D%/watch.h %D%/watch.c
