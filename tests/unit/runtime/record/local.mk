# unit tests of runtime/record/
UNIT_TESTS += %D%/test_oversize %D%/test_read %D%/test_record
%C%_test_oversize_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_read_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_record_LDADD = libsample-policy.a $(PUSHER_TEST_LIBS)
