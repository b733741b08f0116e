# unit tests of compiler/text/
UNIT_TESTS += %D%/test_characters %D%/test_escape %D%/test_keep_text %D%/test_width
%C%_test_characters_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_escape_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_keep_text_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_width_LDADD = $(COMPILER_TEST_LIBS)
