# unit tests of runtime/sender/
UNIT_TESTS += %D%/test_destinations %D%/test_queue %D%/test_sender
%C%_test_destinations_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_queue_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_sender_LDADD = $(PUSHER_TEST_LIBS)
