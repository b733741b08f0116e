# unit tests of runtime/sandbox/
UNIT_TESTS += %D%/test_sandbox
%C%_test_sandbox_LDADD = $(PUSHER_TEST_LIBS)
