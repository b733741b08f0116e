# runtime/abi/ - the contract with generated code, and the runtime's side of it.
pkginclude_HEADERS += %D%/value.h %D%/row.h %D%/functions.h %D%/projection.h
libsluice_pusher_a_SOURCES += \
    %D%/record.c %D%/record.h %D%/record_private.h %D%/put.c \
    %D%/read.c %D%/read.h \
    %D%/read_json.c %D%/read_json.h \
    %D%/read_time.c %D%/read_time.h
