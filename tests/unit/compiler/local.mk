# unit tests of compiler/

if HAVE_CMOCKA
check_PROGRAMS += test_symbols test_confusable test_function test_types
TESTS += test_symbols test_confusable test_function test_types
test_symbols_SOURCES = %D%/test_symbols.c
test_symbols_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_symbols_LDADD = libcompiler.a libcommon.a $(CMOCKA_LIBS)
test_confusable_SOURCES = %D%/test_confusable.c
test_confusable_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_confusable_LDADD = libcompiler.a libcommon.a $(CMOCKA_LIBS)
test_types_SOURCES = %D%/test_types.c
test_types_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_types_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
test_function_SOURCES = %D%/test_function.c
test_function_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_function_LDADD = libcompiler.a libsluice-pusher.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)
endif

# labels
if HAVE_CMOCKA
check_PROGRAMS += test_labels test_labels_release test_exposure
TESTS += test_labels test_labels_release test_exposure
test_labels_SOURCES = %D%/test_labels.c %D%/labelled.c %D%/labelled.h
test_labels_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_labels_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS)
test_labels_release_SOURCES = %D%/test_labels_release.c %D%/labelled.c %D%/labelled.h
test_labels_release_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_labels_release_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS)
test_exposure_SOURCES = %D%/test_exposure.c %D%/labelled.c %D%/labelled.h
test_exposure_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_exposure_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS)
endif

# text to tree
if HAVE_CMOCKA
check_PROGRAMS += test_source test_syntax test_finding_print test_program
TESTS += test_source test_syntax test_finding_print test_program
test_source_SOURCES = %D%/test_source.c
test_source_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_source_LDADD = libcompiler.a libcommon.a $(CMOCKA_LIBS)
test_syntax_SOURCES = %D%/test_syntax.c
test_syntax_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_syntax_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS)
test_finding_print_SOURCES = %D%/test_finding_print.c
test_finding_print_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_finding_print_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
test_program_SOURCES = %D%/test_program.c
test_program_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_program_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS)
endif

# two versions of policies
if HAVE_CMOCKA
check_PROGRAMS += test_diff
TESTS += test_diff
test_diff_SOURCES = %D%/test_diff.c
test_diff_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_diff_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS)
endif

# the layout of policies, from any other
if HAVE_CMOCKA
check_PROGRAMS += test_fmt
TESTS += test_fmt
test_fmt_SOURCES = %D%/test_fmt.c tests/agreement/random_policy.c tests/agreement/random_expr.c \
    tests/agreement/random_call.c tests/agreement/random_value.c
test_fmt_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) -DSOURCE_FOLDER='"$(srcdir)"'
test_fmt_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS)
endif

# what `import --suggest` says, and pages of `explain`
if HAVE_CMOCKA
check_PROGRAMS += test_personal test_page
TESTS += test_personal test_page
test_personal_SOURCES = %D%/database/test_personal.c
test_personal_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_personal_LDADD = libcompiler.a libcommon.a $(CMOCKA_LIBS)
test_page_SOURCES = %D%/explain/test_page.c
test_page_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
test_page_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CMOCKA_LIBS) $(CRYPTO_LIBS) $(JANSSON_LIBS)
endif
