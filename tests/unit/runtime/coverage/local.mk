# unit tests of runtime/coverage/
UNIT_TESTS += %D%/test_cause %D%/test_coverage %D%/test_fact %D%/test_facts %D%/test_names \
    %D%/test_release_name %D%/test_request
%C%_test_cause_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_coverage_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_fact_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_facts_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_names_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_release_name_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_request_LDADD = $(PUSHER_TEST_LIBS)
