#!/usr/bin/env bash
# Installs what the tests in tests/SUITE are held against: Python packages into a virtual environment
# and packages from npm, in the versions that tests/SUITE/peers pins. Prints the folder that holds them:
# bin/python3, and node_modules.
#
#   build-support/peers.sh SUITE BUILD_DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=tests/${1:?which suite?}/peers
mkdir -p "${2:?which build directory?}"
peers=$(cd "$2" && pwd)/$1-peers

die() {
    echo "peers.sh: $*" >&2
    exit 2
}

# The stamp holds what was installed: other pins, another folder.
now=$(cat "$wanted/requirements.txt" "$wanted/package.json")
if [ "$(cat "$peers/.installed" 2>/dev/null)" != "$now" ]; then
    rm -rf "$peers"
    python3 -m venv "$peers" >&2 || die "no virtual environment could be made"
    "$peers/bin/pip" install -q --disable-pip-version-check -r "$wanted/requirements.txt" >&2 ||
        die "pip could not install $wanted/requirements.txt"
    cp "$wanted/package.json" "$peers"
    npm install --silent --no-audit --no-fund --no-package-lock --prefix "$peers" >&2 ||
        die "npm could not install $wanted/package.json"
    echo "$now" >"$peers/.installed"
fi
echo "$peers"
