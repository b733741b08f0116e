# runtime/abi/ - the contract with generated code.
pkginclude_HEADERS += %D%/value.h %D%/row.h %D%/functions.h %D%/projection.h
libsluice_pusher_a_SOURCES += %D%/record.h %D%/read.h
