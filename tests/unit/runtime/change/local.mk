# unit tests of runtime/change/
UNIT_TESTS += %D%/test_change %D%/test_release
%C%_test_change_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_release_LDADD = $(PUSHER_TEST_LIBS)
