# runtime/change/ - what a change of a row means to each release
libsluice_pusher_a_SOURCES += \
    %D%/table.h %D%/table.c %D%/relation.h %D%/relation.c %D%/image.h %D%/image.c %D%/bind.h \
    %D%/bind.c %D%/wanted.h %D%/changed_row.h %D%/changed_row.c %D%/deferred.h %D%/deferred.c %D%/failed_row.h %D%/failed_row.c \
    %D%/outlet.h %D%/release.h %D%/release.c %D%/release_record.h %D%/release_record.c %D%/release_fill.c %D%/decision.h %D%/decision.c %D%/recent_chunks.h %D%/recent_chunks.c %D%/kept_rows.h %D%/kept_rows.c %D%/change.h %D%/change.c
