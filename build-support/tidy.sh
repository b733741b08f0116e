#!/usr/bin/env bash
# clang-tidy over C files, with the flags they are compiled with: tidy.sh BUILD_DIR FILE…
set -euo pipefail
build=$1
shift
# shellcheck disable=SC2016  # make's variables, not the shell's
flags=$(printf 'include Makefile\nsluice-flags:\n\t@echo %s\n' \
    '$(DEFS) $(AM_CPPFLAGS) $(AM_CFLAGS) $(CMOCKA_CFLAGS)' |
    make -s -C "$build" -f - sluice-flags)
cd "$build"
# Paths of the Makefile are relative to the build directory.
# shellcheck disable=SC2046,SC2086
exec clang-tidy --quiet $(printf -- "$(git rev-parse --show-toplevel)/%s " "$@") -- -I. $flags \
    -DFUZZ_CORPUS='""' -DSOURCE_FOLDER='"."' -DCONFIGURATION_SCHEMA='""' 2>/dev/null
