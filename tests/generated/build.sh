#!/usr/bin/env bash
# `sluice build` from an installation that was moved: a pusher that names its policies, and the same
# bytes again; then what it says when something is missing.
set -euo pipefail
srcdir=$(realpath "${srcdir:-.}")
sluice=$(realpath ./sluice)
archive=$(realpath ./libsluice-pusher.a)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
today=2026-12-01

mkdir -p "$work/usr/bin" "$work/usr/lib" "$work/usr/include/sluice" "$work/tmp"
cp "$sluice" "$work/usr/bin"
cp "$archive" "$work/usr/lib"
cp "$srcdir"/runtime/abi/{projection,functions,row,value}.h "$srcdir"/common/{str,attributes}.h \
    "$work/usr/include/sluice"
export TMPDIR=$work/tmp

cd "$work"
usr/bin/sluice build "$srcdir/policies" -o one --today "$today"
TZ=Asia/Tokyo usr/bin/sluice build "$srcdir/policies" -o two --today "$today"
# Sanitizers write the name of each source, of a temporary folder here, into the program.
[[ ${CFLAGS:-} == *-fsanitize=* ]] || cmp one two
grep -q "$(sed -n 's/^meaning \([0-9a-f]*\) \*$/\1/p' "$srcdir/generated/MANIFEST")" <(./one policies)
[ -z "$(ls tmp)" ] || { echo "not ok  files were left in TMPDIR"; exit 1; }

# words of what must be said; the command
refused() {
    local words=$1 status=0
    shift
    "$@" >said 2>&1 || status=$?
    if [ $status != 2 ] || ! grep -q -- "$words" said || [ -e three ]; then
        echo "not ok  $* ended with $status, without: $words"
        cat said
        exit 1
    fi
}
build=(build "$srcdir/policies" -o three --today "$today")
refused "cannot run the C compiler 'no-such-cc'" env CC=no-such-cc usr/bin/sluice "${build[@]}"
refused "failed: its messages stand above" env CFLAGS=-Dsl_put=0 usr/bin/sluice "${build[@]}"
mv usr/lib/libsluice-pusher.a usr/lib/away.a
refused "archive is not at" usr/bin/sluice "${build[@]}" --archive usr/lib/nowhere.a
usr/bin/sluice build "$srcdir/policies" -o four --today "$today" --archive usr/lib/away.a \
    --headers "$srcdir/runtime/abi:$srcdir/common"
./four policies >/dev/null
refused "cannot make a folder in" env TMPDIR="$work/nowhere" usr/bin/sluice "${build[@]}" \
    --archive usr/lib/away.a
# Policies that release nothing have a pusher, too, which says so rather than follow a database for nobody.
usr/bin/sluice build "$srcdir/tests/golden/cases/generate-no-release/club.policy" -o five --today "$today" \
    --archive usr/lib/away.a
./five policies | diff - <(./five policies | grep '^policy')
for command in run check; do
    refused "the policies of this pusher release nothing; build it of" ./five "$command" --config nowhere
done
echo "ok      a pusher of one's own, from an installation that was moved"
