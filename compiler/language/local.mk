# compiler/language/ - types, functions, units and formats of encrypted columns: what the language has
libcompiler_a_SOURCES += \
    %D%/decimal.h %D%/decimal.c %D%/type.h %D%/type.c %D%/function.h %D%/function.c \
    %D%/number_set.h %D%/number_set.c %D%/joined.h %D%/joined.c %D%/units.def %D%/measures.def %D%/encryption.h \
    %D%/encryption.c %D%/encrypted.def %D%/absent.def
