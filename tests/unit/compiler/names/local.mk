# unit tests of compiler/names/
UNIT_TESTS += %D%/test_confusable %D%/test_symbols
%C%_test_confusable_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_symbols_LDADD = $(COMPILER_TEST_LIBS)
