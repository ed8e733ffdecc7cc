#!/bin/sh
# Renews the hashed locks below requirements/ from pyproject.toml and the *.in files; needs pip-tools.
set -eu
cd "$(dirname "$0")/.."
lock() {
    pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options "$@"
}
lock requirements/build.in -o requirements/build.txt
lock pyproject.toml requirements/core.in -o requirements/core.txt
lock requirements/test.in -o requirements/test.txt
lock pyproject.toml requirements/compat.in -o requirements/compat.txt
