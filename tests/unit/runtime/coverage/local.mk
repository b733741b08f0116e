# unit tests of runtime/coverage/
UNIT_TESTS += %D%/test_cause %D%/test_fact %D%/test_facts
%C%_test_cause_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_fact_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_facts_LDADD = $(PUSHER_TEST_LIBS)
