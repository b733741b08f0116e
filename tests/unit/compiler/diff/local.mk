# unit tests of compiler/diff/
UNIT_TESTS += %D%/test_diff
%C%_test_diff_LDADD = $(COMPILER_TEST_LIBS)
