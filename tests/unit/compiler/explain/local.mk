# unit tests of compiler/explain/
UNIT_TESTS += %D%/test_page
%C%_test_page_LDADD = $(COMPILER_TEST_LIBS)
