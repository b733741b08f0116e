# unit tests of lowering and of compiler/emit/

if HAVE_CMOCKA
check_PROGRAMS += test_meaning test_emit_text
TESTS += test_meaning test_emit_text
test_meaning_SOURCES = tests/unit/compiler/test_meaning.c
test_meaning_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_meaning_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) \
    $(JANSSON_LIBS) $(CRYPTO_LIBS)
test_emit_text_SOURCES = %D%/test_emit_text.c
test_emit_text_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_emit_text_LDADD = libcompiler.a libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
endif
