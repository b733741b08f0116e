# unit tests of compiler/attack/; the rest of it is tried by the golden and attack suites
UNIT_TESTS += %D%/test_history
%C%_test_history_LDADD = $(COMPILER_TEST_LIBS)
