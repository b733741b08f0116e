# unit tests of compiler/types/
UNIT_TESTS += %D%/test_types
%C%_test_types_LDADD = $(COMPILER_TEST_LIBS)
