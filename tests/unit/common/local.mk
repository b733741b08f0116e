if HAVE_CMOCKA
check_PROGRAMS += test_common
TESTS += test_common
test_common_SOURCES = %D%/test_common.c
test_common_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_common_LDADD = libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
endif
