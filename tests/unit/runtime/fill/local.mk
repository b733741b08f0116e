# unit tests of runtime/fill/
UNIT_TESTS += %D%/test_seen
%C%_test_seen_LDADD = $(PUSHER_TEST_LIBS)
