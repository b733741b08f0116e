# unit tests of compiler/emit/c/
UNIT_TESTS += %D%/test_emit_c_names
%C%_test_emit_c_names_LDADD = $(COMPILER_TEST_LIBS)
UNIT_TESTS += %D%/test_emit_c_statements
%C%_test_emit_c_statements_LDADD = $(COMPILER_TEST_LIBS)
