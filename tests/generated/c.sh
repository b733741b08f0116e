#!/usr/bin/env bash
# Generated C compiles without a warning, with gcc and with clang where they are installed.
set -euo pipefail
srcdir=${srcdir:-.}
flags=(-std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wswitch-enum
    -Wmissing-prototypes -Wvla -Werror -fsyntax-only "-I$srcdir/runtime/abi" "-I$srcdir/common")
tried=0
for cc in gcc clang; do
    command -v "$cc" >/dev/null || continue
    for file in "$srcdir"/generated/*.c "$srcdir"/tests/golden/cases/*/generated/*.c; do
        "$cc" "${flags[@]}" "$file"
        tried=$((tried + 1))
    done
done
[ "$tried" -gt 0 ] && echo "ok      $tried compilations"
