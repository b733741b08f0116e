# runtime/pipeline/ - between the reader and the sinks: handoff, checkpoint, state, sender.
libsluice_pusher_a_SOURCES += \
    %D%/checkpoint.c %D%/checkpoint.h \
    %D%/frame.c %D%/frame.h \
    %D%/batch.c %D%/batch.h %D%/failed.c %D%/failed.h \
    %D%/lane.c %D%/lane.h \
    %D%/sender.c %D%/sender.h \
    %D%/handoff.c %D%/handoff.h %D%/intake.c \
    %D%/state.c %D%/state.h %D%/digests.c %D%/digests.h \
    %D%/digest_cache.c %D%/digest_cache.h \
    %D%/state_store.c %D%/state_store.h
