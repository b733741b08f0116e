# tests/bench/ - measured by ./run bench, never by make check.
EXTRA_PROGRAMS += bench_projection
bench_projection_SOURCES = %D%/bench_projection.c
bench_projection_LDADD = libsluice-pusher.a $(CRYPTO_LIBS) $(ZLIB_LIBS)
EXTRA_PROGRAMS += bench_decryption
bench_decryption_SOURCES = %D%/bench_decryption.c
bench_decryption_LDADD = libsluice-pusher.a $(CRYPTO_LIBS) $(ZLIB_LIBS)
EXTRA_PROGRAMS += bench_sender
bench_sender_SOURCES = %D%/bench_sender.c
bench_sender_LDADD = libsluice-pusher.a $(PUSHER_LIBS)
EXTRA_DIST += %D%/bench.py %D%/boto3_client.py %D%/cloud.py %D%/counting_end.py %D%/fill.py %D%/lake.py %D%/many_tables.py %D%/measure.py %D%/peers.py %D%/policy %D%/table.sql
