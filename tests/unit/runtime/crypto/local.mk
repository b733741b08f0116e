# unit tests of runtime/crypto/
UNIT_TESTS += %D%/test_encoding %D%/test_formats
%C%_test_encoding_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_formats_LDADD = $(PUSHER_TEST_LIBS)
