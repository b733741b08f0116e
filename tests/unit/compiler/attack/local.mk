# unit tests of compiler/attack/; the rest of it is tried by the golden and attack suites
UNIT_TESTS += %D%/test_history %D%/test_stream
%C%_test_history_LDADD = $(COMPILER_TEST_LIBS)
%C%_test_stream_LDADD = libchange-script.a $(COMPILER_TEST_LIBS) libsluice-pusher.a libcommon.a $(PUSHER_LIBS)
