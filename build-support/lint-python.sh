#!/usr/bin/env bash
# ruff over all Python of the tree, and mypy --strict over the folders that pyproject.toml names; it has
# both tools' rules. They come from PyPI into the build directory, in the versions of lint-python.txt.
#
#   build-support/lint-python.sh BUILD_DIR           checks
#   build-support/lint-python.sh BUILD_DIR format    rewrites the Python in its canonical layout
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tools=$(realpath -m "${1:?which build directory?}")/lint-python

# --no-deps: the file names every package, and Delta would bring the whole of Spark.
build-support/venv.sh "$tools" build-support/lint-python.txt --no-deps
export RUFF_CACHE_DIR=$tools/ruff-cache MYPY_CACHE_DIR=$tools/mypy-cache
if [ "${2:-}" = format ]; then
    exec "$tools/bin/ruff" format --quiet .
fi
failed=0
"$tools/bin/ruff" check --quiet . || failed=1
"$tools/bin/ruff" format --quiet --check . || failed=1
"$tools/bin/mypy" --no-error-summary || failed=1
exit $failed
