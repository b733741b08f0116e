# unit tests of compiler/syntax/
UNIT_TESTS += %D%/test_program %D%/test_syntax
%C%_test_program_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_syntax_LDADD = $(COMPILER_TEST_LIBS)
