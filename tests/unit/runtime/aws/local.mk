# unit tests of runtime/aws/
if HAVE_CMOCKA
AWS_TESTS = test_keeper test_sigv4 test_aws_files test_aws_answers
check_PROGRAMS += $(AWS_TESTS)
TESTS += $(AWS_TESTS)
test_keeper_SOURCES = %D%/test_keeper.c
test_keeper_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_keeper_LDADD = $(PIPELINE_TEST_LIBS)
test_sigv4_SOURCES = %D%/test_sigv4.c
test_sigv4_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_sigv4_LDADD = $(PIPELINE_TEST_LIBS)
test_aws_files_SOURCES = %D%/test_aws_files.c
test_aws_files_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_aws_files_LDADD = $(PIPELINE_TEST_LIBS)
test_aws_answers_SOURCES = %D%/test_aws_answers.c
test_aws_answers_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_aws_answers_LDADD = $(PIPELINE_TEST_LIBS)
endif
