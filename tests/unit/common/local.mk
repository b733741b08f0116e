# unit tests of common/
UNIT_TESTS += %D%/test_common
%C%_test_common_LDADD = $(COMMON_TEST_LIBS)
