# unit tests of runtime/handoff/
check_LIBRARIES += libhandoff-pipes.a
libhandoff_pipes_a_SOURCES = %D%/pipes.c %D%/pipes.h
UNIT_TESTS += %D%/test_control %D%/test_frame %D%/test_handoff %D%/test_intake
%C%_test_control_LDADD = libhandoff-pipes.a $(PUSHER_TEST_LIBS)
%C%_test_frame_LDADD = libhandoff-pipes.a $(PUSHER_TEST_LIBS)
%C%_test_handoff_LDADD = libhandoff-pipes.a $(PUSHER_TEST_LIBS)
%C%_test_intake_LDADD = libhandoff-pipes.a $(PUSHER_TEST_LIBS)
