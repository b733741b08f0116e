# runtime/config/ - the configuration file, from one table of options.
libsluice_pusher_a_SOURCES += \
    %D%/config.def %D%/sinks.def \
    %D%/decryption.c %D%/decryption.h %D%/apart.c %D%/apart.h %D%/iam.c %D%/iam.h %D%/kms.c %D%/kms.h %D%/options.c %D%/options.h \
    %D%/config.c %D%/config.h %D%/conninfo.c %D%/conninfo.h \
    %D%/destinations.c %D%/destinations.h %D%/finding.c %D%/finding.h %D%/keys.c %D%/keys.h \
    %D%/nearest.c %D%/nearest.h %D%/read.c %D%/read.h %D%/place.c %D%/place.h \
    %D%/reference.c %D%/reference.h %D%/secret.c %D%/secret.h \
    %D%/schema.c \
    %D%/transfer.c %D%/transfer.h \
    %D%/vault.c %D%/vault.h

# For editors; made by `sluice-pusher check --schema`, and a test holds it to that.
dist_pkgdata_DATA += docs/configuration.schema.json
