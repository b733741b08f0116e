#!/usr/bin/env bash
# `sluice test --compiled`: the same records from evaluator and compiled C, also of values that are hard
# to write in C; a compiled function that gives something else is told; nothing is left behind.
set -euo pipefail
srcdir=$(realpath "${srcdir:-.}")
sluice=$(realpath ./sluice)
archive=$(realpath ./libsluice-pusher.a)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp"
export TMPDIR=$work/tmp
cd "$work"

compiled() {
    "$sluice" test "$@" --compiled --today 2026-12-01 --archive "$archive" \
        --headers "$srcdir/runtime/abi:$srcdir/common"
}

# exit code; words of what must be said; the command
must() {
    local code=$1 words=$2 status=0
    shift 2
    "$@" >said 2>&1 || status=$?
    if [ $status != "$code" ] || ! grep -qE -- "$words" said; then
        echo "not ok  $* ended with $status instead of $code, or without: $words"
        cat said
        exit 1
    fi
    [ -z "$(ls tmp)" ] || { echo "not ok  files were left in TMPDIR"; exit 1; }
}

cat >hard.policy <<'POLICY'
policy language 1
use standard "uk_gdpr"
key link for pseudonyms links things purpose "join" end
key app for decryption purpose "The platform's own encryption" end
destination lake clearance pseudonymous accepts identity, contact, operations purpose "p"
    owned by head_of_data end
table a.things
    column id bigint personal identity key
    column words text? internal operations
    column number double? internal operations
    column exact numeric? internal operations
    column flag boolean? internal operations
    column day date? internal operations
    column moment timestamptz? internal operations
    column bytes bytea? internal operations
    column document jsonb? internal operations
    column email text? personal contact encrypted with app as rails
    column born date? personal identity encrypted with app as fernet
end
release a.things to lake.things version 1
    owner head_of_data
    purpose "p"
    row key ref = pseudonym(id, using: link)
    keep words
    keep number
    keep exact
    keep flag
    keep day
    derive month = month(day)
    keep moment
    keep bytes
    keep document
    derive has_email = present(email)
    derive age = age_band(born, at: commit_time, width: 10 years)
    only rows where (exact if missing 0) < 1000
    rejected rows send key
    deleted rows send key
    updates send changes
end
test "quotes, signs and letters" on lake.things
    given id -922337203685477580, words "\"\\ ?? é € 0", number 0.1, exact -0.50, flag yes, day 2024-02-29,
          moment "2024-02-29T23:59:59.999999Z", bytes "\\x00ff22", document "{\"a\": [1, null]}",
          email "ann@example.com", born 1980-07-31, commit_time 2026-01-15
    expect ref present, words "\"\\ ?? é € 0", has_email yes, age "40-49"
end
test "nothing" on lake.things
    given id 1, words missing, number missing, exact missing, flag missing, day missing, moment missing,
          bytes missing, document missing, email missing, born missing
    expect has_email no, age missing, exact missing
end
test "a row that stays" on lake.things
    given id 2, exact 1000
    expect row absent
end
test "a value that did not change" on lake.things
    given id 3, words unchanged, exact 5
    before exact 7
    expect words unchanged, exact 5
end
POLICY
must 0 '^compiled: 5 rows the same, 0 different, 0 not tried$' compiled hard.policy
must 0 '^compiled: [1-9][0-9]* rows the same, 0 different, 0 not tried$' compiled "$srcdir/policies"
must 1 'test "quotes.*: compiled C makes another record' env CFLAGS="${CFLAGS:-} -Dsl_month=sl_quarter" \
    bash -c "$(declare -f compiled); sluice='$sluice' archive='$archive' srcdir='$srcdir'; compiled hard.policy"
must 2 'its messages stand above' env CFLAGS="${CFLAGS:-} -Dsl_put=0" \
    bash -c "$(declare -f compiled); sluice='$sluice' archive='$archive' srcdir='$srcdir'; compiled hard.policy"
echo "ok"
