# unit tests of runtime/sink/
if HAVE_CMOCKA
check_PROGRAMS += test_file test_puts test_s3
TESTS += test_file test_puts test_s3
test_file_SOURCES = %D%/test_file.c
test_file_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_file_LDADD = $(PIPELINE_TEST_LIBS)
test_puts_SOURCES = %D%/test_puts.c %D%/scripted_aws.c %D%/scripted_aws.h
test_puts_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_puts_LDADD = $(PIPELINE_TEST_LIBS)
test_s3_SOURCES = %D%/test_s3.c %D%/scripted_aws.c %D%/scripted_aws.h
test_s3_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_s3_LDADD = $(PIPELINE_TEST_LIBS)
endif
