# unit tests of common/
UNIT_TESTS += %D%/test_common %D%/test_mac %D%/test_nearest_name %D%/test_pg_type
%C%_test_common_LDADD = $(COMMON_TEST_LIBS)
%C%_test_mac_LDADD = $(COMMON_TEST_LIBS)
%C%_test_nearest_name_LDADD = $(COMMON_TEST_LIBS)
%C%_test_pg_type_LDADD = $(COMMON_TEST_LIBS)
