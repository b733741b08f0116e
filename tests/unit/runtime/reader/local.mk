# unit tests of runtime/reader/
UNIT_TESTS += %D%/test_checkpoint %D%/test_gap %D%/test_requests %D%/test_standby_names %D%/test_state
%C%_test_checkpoint_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_gap_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_requests_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_standby_names_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_state_LDADD = $(PUSHER_TEST_LIBS)
