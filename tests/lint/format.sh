#!/usr/bin/env bash
# format.sh SOURCE_DIR: all C files stand as clang-format 14 writes them.
set -euo pipefail
cd "$1"
find src tests examples \( -name '*.[ch]' -o -name '*.cpp' \) -print0 | xargs -0 clang-format-14 --dry-run -Werror
