# unit tests of runtime/crypto/
if HAVE_CMOCKA
check_PROGRAMS += test_formats test_encoding
TESTS += test_formats test_encoding
test_formats_SOURCES = %D%/test_formats.c
test_formats_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_formats_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
test_encoding_SOURCES = %D%/test_encoding.c
test_encoding_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_encoding_LDADD = libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
endif
