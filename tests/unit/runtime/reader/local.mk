# unit tests of runtime/reader/
UNIT_TESTS += %D%/test_checkpoint %D%/test_digests %D%/test_gap %D%/test_markers %D%/test_pump \
    %D%/test_requests %D%/test_standby_names %D%/test_state %D%/test_state_coverage %D%/test_state_damage
%C%_test_checkpoint_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_digests_SOURCES = %D%/test_digests.c %D%/state_folder.c %D%/state_folder.h
%C%_test_digests_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_gap_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_markers_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_pump_SOURCES = %D%/test_pump.c %D%/state_folder.c %D%/state_folder.h
%C%_test_pump_LDADD = libhandoff-pipes.a $(PUSHER_TEST_LIBS)
%C%_test_requests_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_standby_names_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_state_SOURCES = %D%/test_state.c %D%/state_folder.c %D%/state_folder.h
%C%_test_state_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_state_coverage_SOURCES = %D%/test_state_coverage.c %D%/state_folder.c %D%/state_folder.h
%C%_test_state_coverage_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_state_damage_SOURCES = %D%/test_state_damage.c %D%/state_folder.c %D%/state_folder.h
%C%_test_state_damage_LDADD = $(PUSHER_TEST_LIBS)
