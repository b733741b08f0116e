#!/usr/bin/env bash
# Installs the libraries of Python and Node whose encrypted values tests/crypto opens, in the versions
# that tests/crypto/peers pins. Prints the folder that holds them: bin/python3, and node_modules.
#
#   build-support/crypto-peers.sh BUILD_DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=tests/crypto/peers
mkdir -p "${1:?which build directory?}"
peers=$(cd "$1" && pwd)/crypto-peers

die() {
    echo "crypto-peers.sh: $*" >&2
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
"$peers/bin/python3" -c 'import cryptography, tink, django, sqlalchemy_utils' ||
    die "the Python packages do not load"
[ -d "$peers/node_modules/@47ng/cloak" ] || die "there is no @47ng/cloak"
echo "$peers"
