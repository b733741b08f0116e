# runtime/crypto/ - the formats in which applications encrypt columns, over libcrypto.
libsluice_pusher_a_SOURCES += %D%/gcm.c %D%/gcm.h %D%/cbc.c %D%/cbc.h \
    %D%/derive.c %D%/derive.h %D%/encoding.c %D%/encoding.h %D%/members.c %D%/members.h \
    %D%/inflate.c %D%/inflate.h %D%/format.c %D%/format.h %D%/openings.def \
    %D%/rails.c %D%/fernet.c %D%/laravel.c %D%/lockbox.c %D%/aes_gcm.c \
    %D%/plaintext.c %D%/plaintext.h %D%/decoder.c %D%/decoder.h
