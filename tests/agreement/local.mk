# tests/agreement/ - random policies through evaluator, generated C and PostgreSQL: run by ./run test.
check_PROGRAMS += agreement
agreement_SOURCES = \
    %D%/agreement.h %D%/agreement.c %D%/agreement_rows.c %D%/agreement_ways.c \
    %D%/sql_record.h %D%/sql_record.c %D%/agreement_pairs.c %D%/atoms.h %D%/atoms.c \
    %D%/sampler.h %D%/sampler.c %D%/sampler_numbers.c %D%/sampler_dates.c %D%/sampler_texts.c %D%/sampler_contact.c \
    %D%/copy_line.h %D%/copy_line.c \
    %D%/random_policy.h %D%/random_policy.c %D%/random_expr.h %D%/random_expr.c %D%/random_call.c \
    %D%/random_value.h %D%/random_value.c \
    %D%/chance.h %D%/stages.h %D%/columns.def %D%/pool.def
agreement_CPPFLAGS = $(AM_CPPFLAGS) $(LIBPQ_CFLAGS)
agreement_LDADD = libcompiler.a libsyntax.a libcompiler.a libsluice-pusher.a libcommon.a \
    $(LIBPQ_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS) -lm

# The generated C of GROUP, a folder, as a program: $(GROUP)/projector
agreement-projector: libsluice-pusher.a
	@$(CC) $(AM_CPPFLAGS) -I$(srcdir)/%D% $(AM_CFLAGS) $(CFLAGS) $(PROJECTOR_CFLAGS) $(AM_LDFLAGS) \
	    -o $(GROUP)/projector $(srcdir)/%D%/projector.c $(srcdir)/%D%/copy_line.c \
	    $(GROUP)/generated/*.c libsluice-pusher.a libcommon.a $(CRYPTO_LIBS) -lm
.PHONY: agreement-projector
EXTRA_DIST += %D%/projector.c %D%/test_agreement.py
