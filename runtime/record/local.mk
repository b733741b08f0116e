# runtime/record/ - a record from its first field to its last, and how values are read and written
libsluice_pusher_a_SOURCES += \
    %D%/record.h %D%/record_private.h %D%/record.c %D%/put.c %D%/read.h %D%/read.c \
    %D%/read_json.h %D%/read_json.c %D%/read_time.h %D%/read_time.c %D%/ascii.h %D%/marker.h %D%/moment.h \
    %D%/moment.c %D%/number.h %D%/number.c %D%/oversize.h %D%/oversize.c %D%/print.h %D%/print.c
