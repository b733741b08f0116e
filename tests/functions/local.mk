# tests/functions/ - the table of functions as JSON, and SQL of policies: for docs/functions.py and
# tests/integration/test_functions.py.
noinst_PROGRAMS += functions-table
functions_table_SOURCES = %D%/table.c
functions_table_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(JANSSON_LIBS) $(CRYPTO_LIBS)
EXTRA_DIST += %D%/copy_text.c %D%/copy_text.h %D%/project.c
