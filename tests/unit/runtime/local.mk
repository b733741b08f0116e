# unit tests of runtime/

# A policy written by hand, for tests that run the pusher without the compiler.
check_LIBRARIES += libsample-policy.a
libsample_policy_a_SOURCES = %D%/sample_policy.c %D%/sample_policy.h

if HAVE_CMOCKA
check_PROGRAMS += test_record
TESTS += test_record
test_record_SOURCES = %D%/test_record.c
test_record_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_record_LDADD = libsample-policy.a libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
endif
