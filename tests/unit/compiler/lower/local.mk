# unit tests of compiler/lower/
UNIT_TESTS += %D%/test_lower
%C%_test_lower_LDADD = $(COMPILER_TEST_LIBS)
