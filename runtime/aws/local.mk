# runtime/aws/ - signed calls of AWS for sinks; client.h is the contract.
libsluice_pusher_a_SOURCES += \
    %D%/client.c %D%/client.h %D%/call.c %D%/call_send.c %D%/call.h %D%/outcomes.def \
    %D%/error.c %D%/error.h %D%/aws_errors.def %D%/xml.c %D%/xml.h \
    %D%/http.c %D%/http.h %D%/uri.c %D%/uri.h %D%/pair.h \
    %D%/sigv4.c %D%/sigv4.h \
    %D%/place.c %D%/place.h %D%/partitions.def \
    %D%/environment.c %D%/environment.h %D%/environment.def \
    %D%/profiles.c %D%/profiles.h %D%/ini.c %D%/ini.h %D%/file.c %D%/file.h \
    %D%/credentials.c %D%/credentials.h %D%/keeper.c %D%/keeper.h \
    %D%/chain.c %D%/chain.h %D%/fetch.c %D%/fetch.h \
    %D%/source.c %D%/source.h %D%/source_profile.c %D%/source_container.c \
    %D%/source_instance.c %D%/source_role.c %D%/source_process.c \
    %D%/runner.c %D%/runner.h
