#!/usr/bin/env bash
# generated/ is what policies/ make, twice the same bytes, in any folder and on any day.
set -euo pipefail
srcdir=${srcdir:-.}
sluice=$(realpath "${SLUICE:-./sluice}")
today=2026-12-01 # decisions of the example company hold then, whatever day it is
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$sluice" generate "$srcdir/policies" -o "$srcdir/generated" --check --today "$today"

"$sluice" generate "$srcdir/policies" -o "$work/one" --today "$today"
cp -r "$srcdir/policies" "$work/elsewhere"
(cd "$work" && TZ=Asia/Tokyo LC_ALL=C "$sluice" generate elsewhere -o two --today 2027-01-01)
diff -r "$work/one" "$work/two"

# nothing is written where nothing changed; what is no longer made goes, what is not ours stays
touch -d 2020-01-01 "$work/one"/*
echo "mine" >"$work/one/notes"
: >"$work/one/old.c"
echo "output $(sha256sum "$work/one/old.c" | cut -d' ' -f1) old.c" >>"$work/one/MANIFEST"
echo "output $(printf '%064d' 0) notes" >>"$work/one/MANIFEST"
if "$sluice" generate "$work/elsewhere" -o "$work/one" --check --today "$today" >"$work/said" 2>&1; then
    echo "not ok  a stale folder passes --check"
    exit 1
fi
grep -q 'one/old.c is no longer generated' "$work/said"
"$sluice" generate "$work/elsewhere" -o "$work/one" --today "$today"
[ ! -e "$work/one/old.c" ] && [ -e "$work/one/notes" ]
[ "$(find "$work/one" -newermt 2021-01-01 -type f ! -name notes | sed 's|.*/||')" = MANIFEST ]
echo "ok      generated/ is current and the same everywhere"
