# unit tests of runtime/functions/
UNIT_TESTS += %D%/test_functions %D%/test_more_functions %D%/test_pseudonym
%C%_test_functions_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_more_functions_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
%C%_test_pseudonym_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
