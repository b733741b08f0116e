# unit tests of compiler/format/
UNIT_TESTS += %D%/test_fmt
%C%_test_fmt_SOURCES = %D%/test_fmt.c \
    tests/agreement/random_policy.c \
    tests/agreement/random_expr.c \
    tests/agreement/random_call.c \
    tests/agreement/random_value.c
%C%_test_fmt_CPPFLAGS = $(AM_CPPFLAGS) -DSOURCE_FOLDER='"$(srcdir)"'
%C%_test_fmt_LDADD = $(COMPILER_TEST_LIBS)
