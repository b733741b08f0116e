# unit tests of compiler/told/
UNIT_TESTS += %D%/test_told
%C%_test_told_LDADD = $(COMPILER_TEST_LIBS)
