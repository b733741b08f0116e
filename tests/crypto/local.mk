# tests/crypto/ - encrypted columns; run by ./run test crypto.
check_PROGRAMS += open-values
open_values_SOURCES = %D%/open_values.c
open_values_LDADD = libsluice-pusher.a $(CRYPTO_LIBS) $(ZLIB_LIBS)
EXTRA_DIST += %D%/peers %D%/lockbox.rb %D%/cloak.js %D%/persons.py %D%/test_libraries.py \
    %D%/test_pusher.py %D%/test_sources.py
