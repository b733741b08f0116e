# unit tests of runtime/

# A policy written by hand, for tests that run the pusher without the compiler.
check_LIBRARIES += libsample-policy.a
libsample_policy_a_SOURCES = %D%/sample_policy.c %D%/sample_policy.h

if HAVE_CMOCKA
check_PROGRAMS += test_record test_read test_functions test_more_functions test_pseudonym
TESTS += test_record test_read test_functions test_more_functions test_pseudonym
test_record_SOURCES = %D%/test_record.c
test_record_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_record_LDADD = libsample-policy.a libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_read_SOURCES = %D%/test_read.c
test_read_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_read_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_functions_SOURCES = %D%/test_functions.c
test_functions_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_functions_LDADD = libsample-policy.a libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_more_functions_SOURCES = %D%/test_more_functions.c
test_more_functions_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_more_functions_LDADD = libsample-policy.a libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_pseudonym_SOURCES = %D%/test_pseudonym.c
test_pseudonym_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_pseudonym_LDADD = libsample-policy.a libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
endif
