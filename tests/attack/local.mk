# tests/attack/ - random policies are attacked; run by ./run test attack.
check_PROGRAMS += sluice-without
sluice_without_SOURCES = %D%/without.c
sluice_without_LDADD = $(sluice_OBJECTS) $(sluice_LDADD)
sluice_without_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=slc_find
