#!/usr/bin/env bash
# headers.sh SOURCE_DIR: every header compiles on its own.
set -euo pipefail
cd "$1"
status=0
while IFS= read -r header; do
    for compiler in gcc clang; do
        "$compiler" -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -Isrc -Wall -Wextra -Wno-unused-function -Werror \
            $(pkg-config --cflags cairo pangocairo pangoft2 libxml-2.0 gdal libpq) -fsyntax-only -x c "$header" ||
            status=1
    done
done < <(find src -name '*.h' | sort)
exit $status
