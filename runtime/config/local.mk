# runtime/config/ - the configuration file, from one table of options.
libsluice_pusher_a_SOURCES += %D%/config.def %D%/config.h
