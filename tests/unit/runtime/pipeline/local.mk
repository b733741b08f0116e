# unit tests of runtime/pipeline/
if HAVE_CMOCKA
PIPELINE_TEST_LIBS = libsluice-pusher.a $(CMOCKA_LIBS) $(PUSHER_LIBS)
check_PROGRAMS += test_checkpoint test_destinations test_handoff test_sender test_state
TESTS += test_checkpoint test_destinations test_handoff test_sender test_state
test_checkpoint_SOURCES = %D%/test_checkpoint.c
test_checkpoint_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_checkpoint_LDADD = $(PIPELINE_TEST_LIBS)
test_destinations_SOURCES = %D%/test_destinations.c
test_destinations_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_destinations_LDADD = $(PIPELINE_TEST_LIBS)
test_handoff_SOURCES = %D%/test_handoff.c
test_handoff_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_handoff_LDADD = $(PIPELINE_TEST_LIBS)
test_sender_SOURCES = %D%/test_sender.c
test_sender_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_sender_LDADD = $(PIPELINE_TEST_LIBS)
test_state_SOURCES = %D%/test_state.c
test_state_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_state_LDADD = $(PIPELINE_TEST_LIBS)
endif
