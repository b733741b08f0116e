# unit tests of compiler/emit/
UNIT_TESTS += %D%/test_emit_text
%C%_test_emit_text_LDADD = $(COMPILER_TEST_LIBS)
