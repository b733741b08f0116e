# tests/fuzz/ - fuzz targets: with --enable-fuzzers as libFuzzer programs, always as a replay of
# their corpora in make check. A target needs its three lines in both halves below.
check_PROGRAMS += %D%/replay_pgoutput
TESTS += %D%/replay_pgoutput
%C%_replay_pgoutput_SOURCES = %D%/fuzz_pgoutput.c %D%/replay.c
%C%_replay_pgoutput_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/pgoutput_corpus"'
%C%_replay_pgoutput_LDADD = libsluice-pusher.a $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)

check_PROGRAMS += %D%/replay_read
TESTS += %D%/replay_read
%C%_replay_read_SOURCES = %D%/fuzz_read.c %D%/replay.c
%C%_replay_read_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/read_corpus"'
%C%_replay_read_LDADD = libsluice-pusher.a $(JANSSON_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)

check_PROGRAMS += %D%/replay_config
TESTS += %D%/replay_config
%C%_replay_config_SOURCES = %D%/fuzz_config.c %D%/replay.c
%C%_replay_config_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/config_corpus"'
%C%_replay_config_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

check_PROGRAMS += %D%/replay_policy
TESTS += %D%/replay_policy
%C%_replay_policy_SOURCES = %D%/fuzz_policy.c %D%/replay.c
%C%_replay_policy_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/policy_corpus"'
%C%_replay_policy_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CRYPTO_LIBS)

check_PROGRAMS += %D%/replay_answers
TESTS += %D%/replay_answers
%C%_replay_answers_SOURCES = %D%/fuzz_answers.c %D%/replay.c
%C%_replay_answers_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/answers_corpus"'
%C%_replay_answers_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

check_PROGRAMS += %D%/replay_aws
TESTS += %D%/replay_aws
%C%_replay_aws_SOURCES = %D%/fuzz_aws.c %D%/replay.c
%C%_replay_aws_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/aws_corpus"'
%C%_replay_aws_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

check_PROGRAMS += %D%/replay_decrypt
TESTS += %D%/replay_decrypt
%C%_replay_decrypt_SOURCES = %D%/fuzz_decrypt.c %D%/replay.c
%C%_replay_decrypt_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_CORPUS='"$(srcdir)/%D%/decrypt_corpus"'
%C%_replay_decrypt_LDADD = libsluice-pusher.a $(CRYPTO_LIBS) $(ZLIB_LIBS)

if FUZZERS
noinst_PROGRAMS += %D%/fuzz_decrypt
%C%_fuzz_decrypt_SOURCES = %D%/fuzz_decrypt.c
%C%_fuzz_decrypt_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_decrypt_LDADD = libsluice-pusher.a $(CRYPTO_LIBS) $(ZLIB_LIBS)

noinst_PROGRAMS += %D%/fuzz_aws
%C%_fuzz_aws_SOURCES = %D%/fuzz_aws.c
%C%_fuzz_aws_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_aws_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

noinst_PROGRAMS += %D%/fuzz_answers
%C%_fuzz_answers_SOURCES = %D%/fuzz_answers.c
%C%_fuzz_answers_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_answers_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

noinst_PROGRAMS += %D%/fuzz_config
%C%_fuzz_config_SOURCES = %D%/fuzz_config.c
%C%_fuzz_config_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_config_LDADD = libsluice-pusher.a $(PUSHER_LIBS)

noinst_PROGRAMS += %D%/fuzz_pgoutput
%C%_fuzz_pgoutput_SOURCES = %D%/fuzz_pgoutput.c
%C%_fuzz_pgoutput_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_pgoutput_LDADD = libsluice-pusher.a $(LIBPQ_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)

noinst_PROGRAMS += %D%/fuzz_read
%C%_fuzz_read_SOURCES = %D%/fuzz_read.c
%C%_fuzz_read_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_read_LDADD = libsluice-pusher.a $(JANSSON_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)

noinst_PROGRAMS += %D%/fuzz_policy
%C%_fuzz_policy_SOURCES = %D%/fuzz_policy.c
%C%_fuzz_policy_CFLAGS = $(AM_CFLAGS) -fsanitize=fuzzer
%C%_fuzz_policy_LDADD = libcompiler.a libsyntax.a libcompiler.a libcommon.a $(CRYPTO_LIBS)
endif
EXTRA_DIST += %D%/answers_corpus %D%/aws_corpus %D%/config_corpus %D%/decrypt_corpus %D%/pgoutput_corpus %D%/policy.dict %D%/policy_corpus %D%/read_corpus %D%/run
