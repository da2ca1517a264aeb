#!/usr/bin/env bash
# cppcheck.sh SOURCE_DIR: cppcheck finds nothing in the C files of src/.
set -euo pipefail
cd "$1"
cppcheck --quiet --std=c11 --language=c -j "$(nproc)" --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem --error-exitcode=1 -Isrc \
    --file-list=<(find src -name '*.c' | sort)
