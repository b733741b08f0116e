#!/usr/bin/env bash
# ruff over all Python of the tree; pyproject.toml says with which rules. It comes from PyPI into the build
# directory, in the version of lint-python.txt.
#
#   build-support/lint-python.sh BUILD_DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tools=$(realpath -m "${1:?which build directory?}")/lint-python

build-support/venv.sh "$tools" build-support/lint-python.txt
export RUFF_CACHE_DIR=$tools/ruff-cache
failed=0
"$tools/bin/ruff" check --quiet . || failed=1
"$tools/bin/ruff" format --quiet --check . || failed=1
exit $failed
