# unit tests of runtime/handoff/
UNIT_TESTS += %D%/test_handoff
%C%_test_handoff_LDADD = $(PUSHER_TEST_LIBS)
