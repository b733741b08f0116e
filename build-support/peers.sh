#!/usr/bin/env bash
# Installs what the tests in tests/SUITE are held against: Python packages into a virtual environment
# and packages from npm, in the versions that tests/SUITE/peers pins. Prints the folder that holds them:
# bin/python3, and node_modules.
#
#   build-support/peers.sh SUITE BUILD_DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=tests/${1:?which suite?}/peers
peers=$(realpath -m "${2:?which build directory?}")/$1-peers

build-support/venv.sh "$peers" "$wanted/requirements.txt"
# The stamp is what was installed: another package.json, other packages.
if ! cmp -s "$wanted/package.json" "$peers/.installed"; then
    rm -rf "$peers/node_modules"
    cp "$wanted/package.json" "$peers"
    npm install --silent --no-audit --no-fund --no-package-lock --prefix "$peers" >&2 || {
        echo "peers.sh: npm could not install $wanted/package.json" >&2
        exit 2
    }
    cp "$wanted/package.json" "$peers/.installed"
fi
echo "$peers"
