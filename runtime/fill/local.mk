# runtime/fill/ - what a fill asks the database: who writes, a chunk of rows, what a chunk is compared by
libsluice_pusher_a_SOURCES += \
    %D%/barrier.h %D%/barrier.c %D%/seen.h %D%/seen.c %D%/tree_sql.h %D%/files.h %D%/files.c %D%/chunk.h %D%/chunk.c
