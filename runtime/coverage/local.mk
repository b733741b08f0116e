# runtime/coverage/ - which rows of a release are at its destination, and what an operator asks about it
libsluice_pusher_a_SOURCES += \
    %D%/request_kinds.def %D%/request.h %D%/request.c
