# unit tests of compiler/source/
UNIT_TESTS += %D%/test_source
%C%_test_source_LDADD = $(COMPILER_TEST_LIBS)
