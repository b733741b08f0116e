# unit tests of runtime/config/, and of the processes' protection
if HAVE_CMOCKA
check_PROGRAMS += test_config test_seal
TESTS += test_config test_seal
test_config_SOURCES = %D%/test_config.c
test_config_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) \
    -DCONFIGURATION_SCHEMA='"$(srcdir)/docs/configuration.schema.json"'
test_config_LDADD = $(PIPELINE_TEST_LIBS)
test_seal_SOURCES = tests/unit/runtime/test_seal.c
test_seal_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_seal_LDADD = $(PIPELINE_TEST_LIBS)
endif
