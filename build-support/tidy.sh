#!/usr/bin/env bash
# clang-tidy over C files, with the flags they are compiled with:
#
#   build-support/tidy.sh BUILD_DIR JOBS FILE…
#
# The static analyzer takes most of the time, and as much for a file that is as it was. So what passed is
# kept in BUILD_DIR/tidy: a file is looked at again when anything is different that clang-tidy reads,
# which is the text after preprocessing with its comments and macros, the flags, .clang-tidy, and clang-tidy.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# After how many states the static analyzer gives a function up: clang's own default. Two thirds of the time
# go into functions that it gives up nevertheless, which is why CI asks for fewer.
NODES=${SLUICE_TIDY_NODES:-225000}
# What some files are compiled with beside that: places, which do not matter here.
PLACES=(-DFUZZ_CORPUS='""' -DSOURCE_FOLDER='"."' -DCONFIGURATION_SCHEMA='""')

# What clang-tidy says of one file, if it has anything to say: looks at FILE with the flags in FLAGS.
look() {
    local file=$top/$1 key
    # shellcheck disable=SC2086  # FLAGS is a list of words
    key=$( (echo "$SAME" && clang -E -C -dD $FLAGS "${PLACES[@]}" "$file" 2>&1) | sha256sum | cut -d' ' -f1)
    if [ -e "$PASSED/$key" ]; then
        echo same >>"$PASSED/looked"
        return
    fi
    echo new >>"$PASSED/looked"
    # shellcheck disable=SC2086
    if clang-tidy --quiet "$file" -- $FLAGS "${PLACES[@]}" -Xclang -analyzer-config -Xclang max-nodes="$NODES" \
        >"$PASSED/$key.said" 2>&1; then
        mv "$PASSED/$key.said" "$PASSED/$key"
    else
        cat "$PASSED/$key.said"
        return 1
    fi
}

if [ "$1" = --one ]; then
    look "$2"
    exit
fi

cd "$1"
PASSED=$PWD/tidy
mkdir -p "$PASSED"
: >"$PASSED/looked"
# Paths of the Makefile are relative to the build directory; make may have other things to say.
# shellcheck disable=SC2016  # make's variables, not the shell's
printf 'include Makefile\nsluice-flags:\n\t@echo %s >tidy/flags\n' '$(DEFS) $(AM_CPPFLAGS) $(AM_CFLAGS)' |
    make -s -f - sluice-flags
FLAGS="-I. $(cat tidy/flags)"
SAME="$(clang-tidy --version) $(cat "$top/.clang-tidy") $NODES ${PLACES[*]} $FLAGS"
export PASSED FLAGS SAME
shift
jobs=$1
shift
status=0
printf '%s\n' "$@" | xargs -P "$jobs" -n 1 "$top/build-support/tidy.sh" --one || status=1
looked=$(wc -l <"$PASSED/looked")
echo "clang-tidy: $looked of $# files, $(grep -c same "$PASSED/looked") of them as they were when they passed"
[ "$looked" -eq $# ] && exit $status
