# unit tests of compiler/language/
UNIT_TESTS += %D%/test_function
%C%_test_function_LDADD = $(COMPILER_TEST_LIBS)
