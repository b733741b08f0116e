# runtime/sandbox/ - what a process may do once it is started
libsluice_pusher_a_SOURCES += \
    %D%/needs.h %D%/needs.c %D%/sandbox.h %D%/sandbox.c %D%/refusals.h %D%/refusals.c \
    %D%/landlock.h %D%/landlock.c
