#!/usr/bin/env bash
# Installs the Python libraries whose encrypted values tests/crypto opens, in the versions that
# tests/crypto/requirements.txt pins, into a virtual environment. Prints the folder that holds it.
#
#   build-support/crypto-peers.sh BUILD_DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=tests/crypto/requirements.txt
mkdir -p "${1:?which build directory?}"
peers=$(cd "$1" && pwd)/crypto-peers

die() {
    echo "crypto-peers.sh: $*" >&2
    exit 2
}

# The stamp holds what was installed: other pins, another folder.
if ! cmp -s "$peers/.installed" "$wanted"; then
    rm -rf "$peers"
    python3 -m venv "$peers" >&2 || die "no virtual environment could be made"
    "$peers/bin/pip" install -q --disable-pip-version-check -r "$wanted" >&2 ||
        die "pip could not install $wanted"
    cp "$wanted" "$peers/.installed"
fi
"$peers/bin/python3" -c 'import cryptography, tink' || die "the Python packages do not load"
echo "$peers"
