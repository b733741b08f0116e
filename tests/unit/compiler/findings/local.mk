# unit tests of compiler/findings/
UNIT_TESTS += %D%/test_finding_print
%C%_test_finding_print_LDADD = $(COMPILER_TEST_LIBS)
