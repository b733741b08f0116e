# unit tests of compiler/syntax/
UNIT_TESTS += %D%/test_syntax
%C%_test_syntax_LDADD = $(COMPILER_TEST_LIBS)
