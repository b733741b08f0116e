#!/usr/bin/env bash
# Every .c file beside this one must be refused with the diagnostic that it names, by gcc and by clang, or
# by the compilers in SLUICE_COMPILERS; compiles.c must pass.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
flags=(-std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only "-I$top/runtime/abi" "-I$top/common")
failed=0 tried=0

fail() {
    echo "not ok  $1"
    failed=1
}

for cc in ${SLUICE_COMPILERS:-gcc clang}; do
    command -v "$cc" >/dev/null || { fail "there is no $cc"; continue; }
    "$cc" "${flags[@]}" "$here/compiles.c" || fail "$cc compiles.c: the control does not compile"
    for file in "$here"/*.c; do
        name=${file##*/}
        [ "$name" != compiles.c ] || continue
        tried=$((tried + 1))
        expected=$(sed -n "1,2s/^.*\b$cc: \(.*[^ /*]\)[ */]*$/\1/p" "$file")
        [ -n "$expected" ] || { fail "$cc $name: names no diagnostic"; continue; }
        if said=$(LC_ALL=C "$cc" "${flags[@]}" "$file" 2>&1); then
            fail "$cc $name: compiles"
        elif ! grep -qE -- "$expected" <<<"$said"; then
            fail "$cc $name: refused, but not with: $expected"
            head -5 <<<"$said"
        else
            echo "ok      $cc $name"
        fi
    done
done
[ "$tried" -gt 0 ] || fail "no C compiler was found"
exit $failed
