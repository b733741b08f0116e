# runtime/http/ - requests over libcurl that never wait
libsluice_pusher_a_SOURCES += \
    %D%/http.h %D%/http.c %D%/uri.h %D%/uri.c %D%/fetch.h %D%/fetch.c
