# unit tests of runtime/config/
UNIT_TESTS += %D%/test_config
%C%_test_config_CPPFLAGS = $(AM_CPPFLAGS) \
    -DCONFIGURATION_SCHEMA='"$(srcdir)/docs/configuration.schema.json"'
%C%_test_config_LDADD = $(PUSHER_TEST_LIBS)
