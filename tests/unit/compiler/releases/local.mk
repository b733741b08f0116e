# unit tests of compiler/releases/
UNIT_TESTS += %D%/test_keyed
%C%_test_keyed_LDADD = $(COMPILER_TEST_LIBS)
