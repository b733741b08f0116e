# unit tests of runtime/sink/
UNIT_TESTS += %D%/test_file %D%/test_put_stream %D%/test_s3
%C%_test_file_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_put_stream_SOURCES = %D%/test_put_stream.c %D%/scripted_aws.c %D%/scripted_aws.h
%C%_test_put_stream_LDADD = $(PUSHER_TEST_LIBS)
%C%_test_s3_SOURCES = %D%/test_s3.c %D%/scripted_aws.c %D%/scripted_aws.h
%C%_test_s3_LDADD = $(PUSHER_TEST_LIBS)
