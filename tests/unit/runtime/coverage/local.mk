# unit tests of runtime/coverage/
UNIT_TESTS += %D%/test_facts
%C%_test_facts_LDADD = $(PUSHER_TEST_LIBS)
