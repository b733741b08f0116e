# unit tests of runtime/replication/
if HAVE_CMOCKA
check_PROGRAMS += test_protocol test_gap
TESTS += test_protocol test_gap
test_protocol_SOURCES = %D%/test_protocol.c
test_protocol_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_protocol_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_gap_SOURCES = %D%/test_gap.c
test_gap_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_gap_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
endif

if HAVE_CMOCKA
check_PROGRAMS += test_change test_drift test_release
TESTS += test_change test_drift test_release
test_drift_SOURCES = %D%/test_drift.c
test_drift_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_drift_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_change_SOURCES = %D%/test_change.c
test_change_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_change_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_release_SOURCES = %D%/test_release.c
test_release_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_release_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
endif
