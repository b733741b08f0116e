# unit tests of compiler/releases/
UNIT_TESTS += %D%/test_keyed
%C%_test_keyed_LDADD = $(COMPILER_TEST_LIBS)
UNIT_TESTS += %D%/test_release_pseudonym
%C%_test_release_pseudonym_LDADD = $(COMPILER_TEST_LIBS)
