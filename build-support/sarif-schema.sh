#!/usr/bin/env bash
# Prints the path of the JSON Schema of SARIF 2.1.0, which tests hold `--format sarif` against. It
# comes with an npm package with the checksum below, and is kept in /var/tmp.
set -euo pipefail

package=@microsoft/jest-sarif@1.0.0-beta.0
checksum=748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102
keep=/var/tmp/sluice-sarif.$(id -u)
schema=$keep/package/lib/schemas/sarif-2.1.0-rtm.5.json

die() {
    echo "sarif-schema.sh: $*" >&2
    exit 2
}

mkdir -m 700 "$keep" 2>/dev/null || true
if [ ! -O "$keep" ] || [ -L "$keep" ]; then
    die "$keep belongs to someone else"
fi
if [ ! -f "$schema" ]; then
    command -v npm >/dev/null || die "no npm to fetch $package with"
    (
        cd "$keep"
        file=$(npm pack --silent "$package")
        [ "$(sha256sum <"$file")" = "$checksum  -" ] || die "$package is not what it was"
        tar xzf "$file"
    )
fi
echo "$schema"
