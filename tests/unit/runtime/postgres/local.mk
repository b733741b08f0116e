# unit tests of runtime/postgres/
UNIT_TESTS += %D%/test_wire %D%/test_pgoutput %D%/test_stream_frame %D%/test_lsn \
    %D%/test_connect_time %D%/test_identity %D%/test_sqlstate %D%/test_xid
%C%_test_wire_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_pgoutput_SOURCES = %D%/test_pgoutput.c %D%/bytes.h
%C%_test_pgoutput_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_stream_frame_SOURCES = %D%/test_stream_frame.c %D%/bytes.h
%C%_test_stream_frame_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_lsn_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_identity_SOURCES = %D%/test_identity.c %D%/bytes.h
%C%_test_identity_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_sqlstate_SOURCES = %D%/test_sqlstate.c %D%/bytes.h
%C%_test_sqlstate_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_connect_time_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_xid_LDADD = $(PUSHER_TEST_LIBS)
