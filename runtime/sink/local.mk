# runtime/sink/ - where records go; sink.h is the contract for those who write one.
libsluice_pusher_a_SOURCES += \
    %D%/sink.h %D%/sinks.c %D%/sinks.h \
    %D%/file.c %D%/object.c %D%/object.h \
    %D%/stdout.c
