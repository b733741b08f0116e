# runtime/abi/ - all that generated code includes; installed flat, so its headers name each other without a folder.
pkginclude_HEADERS += \
    %D%/value.h %D%/row.h %D%/functions.h %D%/projection.h %D%/project_rows.h \
    common/str.h common/attributes.h common/err.h common/errors.def
