# unit tests of runtime/process/
check_LIBRARIES += libthree-releases.a
libthree_releases_a_SOURCES = %D%/three_releases.c %D%/three_releases.h
UNIT_TESTS += %D%/test_relay %D%/test_request_files %D%/test_request_text \
    %D%/test_status %D%/test_status_read
%C%_test_relay_LDADD = libthree-releases.a $(PUSHER_TEST_LIBS)
%C%_test_request_files_LDADD = libthree-releases.a $(PUSHER_TEST_LIBS)
%C%_test_request_text_LDADD = libthree-releases.a $(PUSHER_TEST_LIBS)
%C%_test_status_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_status_read_LDADD = libthree-releases.a $(PUSHER_TEST_LIBS)
