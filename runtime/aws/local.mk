# runtime/aws/ - signed calls of AWS for sinks; client.h is the contract.
libsluice_pusher_a_SOURCES += \
    %D%/client.h %D%/outcomes.def
