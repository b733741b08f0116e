# runtime/coverage/ - which rows of a release are at its destination, whether that still holds, and what an
# operator asks about it
libsluice_pusher_a_SOURCES += \
    %D%/status.def %D%/coverage.h %D%/coverage.c \
    %D%/cause.h %D%/cause.c %D%/causes.def %D%/fact.h %D%/fact.c %D%/facts.h %D%/facts.c \
    %D%/facts_compare.c %D%/names.h %D%/names_private.h %D%/names.c %D%/names_remember.c \
    %D%/release_name.h %D%/release_name.c \
    %D%/request_kinds.def %D%/request.h %D%/request.c
