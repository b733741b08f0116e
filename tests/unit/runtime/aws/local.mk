# unit tests of runtime/aws/
UNIT_TESTS += %D%/test_aws_files %D%/test_aws_responses %D%/test_keeper %D%/test_sigv4
%C%_test_aws_files_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_aws_responses_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_keeper_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_sigv4_LDADD = $(PUSHER_TEST_LIBS)
