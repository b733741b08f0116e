# unit tests of compiler/language/
UNIT_TESTS += %D%/test_function %D%/test_number_set
%C%_test_function_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_number_set_LDADD = $(COMPILER_TEST_LIBS)
