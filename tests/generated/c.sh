#!/usr/bin/env bash
# Generated C compiles without a warning, with gcc and with clang, or with the compilers in SLUICE_COMPILERS.
set -euo pipefail
srcdir=${srcdir:-.}
flags=(-std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wswitch-enum
    -Wmissing-prototypes -Wvla -Werror -fsyntax-only "-I$srcdir/runtime/abi" "-I$srcdir/common")
files=("$srcdir"/generated/*.c "$srcdir"/tests/golden/cases/*/generated/*.c)
[ -e "${files[0]}" ]
for cc in ${SLUICE_COMPILERS:-gcc clang}; do
    "$cc" "${flags[@]}" "${files[@]}"
    echo "ok      $cc, ${#files[@]} files"
done
