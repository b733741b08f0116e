# runtime/drift/ - what the database has for each table of the policies, against what they say
libsluice_pusher_a_SOURCES += \
    %D%/drift.h %D%/drift.c %D%/catalogue.h %D%/catalogue.c %D%/catalogue_sql.h \
    %D%/catalogue_compare.c %D%/watch.h %D%/watch.c
