# unit tests of compiler/eval/; the rest of it is tried by the agreement and integration suites
UNIT_TESTS += %D%/test_json_number %D%/test_json_stored
%C%_test_json_number_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_json_stored_LDADD = $(COMPILER_TEST_LIBS)
