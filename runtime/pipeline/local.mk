# runtime/pipeline/ - between the reader and the sinks: handoff, checkpoint, state, sender.
libsluice_pusher_a_SOURCES += \
    %D%/checkpoint.c %D%/checkpoint.h \
    %D%/frame.c %D%/frame.h \
    %D%/handoff.c %D%/handoff.h %D%/intake.c \
    %D%/state.h
