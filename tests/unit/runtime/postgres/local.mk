# unit tests of runtime/postgres/
UNIT_TESTS += %D%/test_protocol
%C%_test_protocol_LDADD = $(PUSHER_TEST_LIBS)
