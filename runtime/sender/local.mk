# runtime/sender/ - the sender process: batches, queues, retries
libsluice_pusher_a_SOURCES += \
    %D%/batch.h %D%/batch.c %D%/marking.h %D%/marking.c %D%/pause.h \
    %D%/pause.c %D%/queue.h %D%/queue.c %D%/sender.h %D%/sender.c
