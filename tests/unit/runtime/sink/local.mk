# unit tests of runtime/sink/
if HAVE_CMOCKA
check_PROGRAMS += test_file
TESTS += test_file
test_file_SOURCES = %D%/test_file.c
test_file_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_file_LDADD = $(PIPELINE_TEST_LIBS)
endif
