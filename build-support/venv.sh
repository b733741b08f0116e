#!/usr/bin/env bash
# A virtual environment of Python that holds the packages which a requirements file pins. It is made when
# it is first needed, and made anew when the file has changed. Prints nothing; fails where the packages
# cannot be installed.
#
#   build-support/venv.sh FOLDER REQUIREMENTS [OPTION-OF-PIP…]
set -euo pipefail
folder=${1:?which folder?} wanted=${2:?which requirements?}
shift 2
# The copy of the requirements comes last: without it the environment is not complete.
if ! cmp -s "$wanted" "$folder/requirements"; then
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    {
        python3 -m venv "$folder" &&
            "$folder/bin/python" -m pip install -q --disable-pip-version-check "$@" -r "$wanted"
    } >&2 || {
        echo "venv.sh: $wanted could not be installed (the message is above)" >&2
        exit 2
    }
    cp "$wanted" "$folder/requirements"
fi
