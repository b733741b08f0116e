#!/usr/bin/env bash
# The pusher's archive without policies must not link, for want of `sluice_policy` and nothing else.
set -euo pipefail
archive=${1:-libsluice-pusher.a}
libs=${PUSHER_LIBS:?the libraries of a pusher}
cc=${CC:-cc}
out=$(mktemp)
trap 'rm -f "$out" "$out.log"' EXIT

# shellcheck disable=SC2086  # compiler, flags and libraries are lists of words
if LC_ALL=C $cc ${CFLAGS:-} ${LDFLAGS:-} -o "$out" -Wl,--whole-archive "$archive" -Wl,--no-whole-archive $libs \
    >"$out.log" 2>&1; then
    echo "not ok  the archive links without policies"
    exit 1
fi
missing=$(grep -oE "undefined (reference to|symbol:?) [\`']?[A-Za-z_0-9]+" "$out.log" |
    sed "s/.*[\`' ]//" | sort -u)
if [ "$missing" = sluice_policy ]; then
    echo "ok      the archive lacks sluice_policy alone"
    exit 0
fi
echo "not ok  the archive should lack sluice_policy alone, but lacks:"
echo "${missing:-nothing that the linker named}"
head -20 "$out.log"
exit 1
