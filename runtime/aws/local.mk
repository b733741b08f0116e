# runtime/aws/ - signed calls of AWS for sinks; client.h is the contract.
libsluice_pusher_a_SOURCES += \
    %D%/rds_token.h %D%/rds_token.c %D%/client.h %D%/client.c %D%/call.h %D%/call.c %D%/call_send.c %D%/outcomes.def %D%/error.h \
    %D%/error.c %D%/aws_errors.def %D%/xml.h %D%/xml.c %D%/pair.h %D%/json_text.h %D%/settings.h %D%/sigv4.h %D%/sigv4.c \
    %D%/place.h %D%/place.c %D%/partitions.def %D%/environment.h %D%/environment.c \
    %D%/environment.def %D%/profiles.h %D%/profiles.c %D%/ini.h %D%/ini.c %D%/file.h %D%/file.c \
    %D%/credentials.h %D%/credentials.c %D%/keeper.h %D%/keeper.c %D%/chain.h %D%/chain.c \
    %D%/source.h %D%/attempt.h %D%/attempt.c %D%/inquiry.h %D%/inquiry.c %D%/source_profile.c %D%/source_container.c %D%/source_instance.c \
    %D%/source_role.c %D%/source_process.c %D%/runner.h %D%/runner.c
