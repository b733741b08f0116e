# unit tests of compiler/source/
UNIT_TESTS += %D%/test_paths %D%/test_source
%C%_test_paths_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_source_LDADD = $(COMPILER_TEST_LIBS)
