# runtime/handoff/ - records from reader to sender and delivery results back
libsluice_pusher_a_SOURCES += \
    %D%/bytes.h %D%/control.h %D%/control.c %D%/frame.h %D%/frame.c %D%/handoff.h \
    %D%/handoff.c %D%/intake.c
