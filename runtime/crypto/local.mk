# runtime/crypto/ - keyed hashes over libcrypto.
libsluice_pusher_a_SOURCES += %D%/mac.c %D%/mac.h
