# unit tests of runtime/change/
check_LIBRARIES += libchange-script.a
libchange_script_a_SOURCES = %D%/script.c %D%/script.h
UNIT_TESTS += %D%/test_change %D%/test_kept_rows %D%/test_recent_chunks %D%/test_release \
    %D%/test_release_fill
%C%_test_change_LDADD = libchange-script.a $(PUSHER_TEST_LIBS)
%C%_test_kept_rows_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_recent_chunks_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_release_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_release_fill_LDADD = libchange-script.a $(PUSHER_TEST_LIBS)
