#!/usr/bin/env bash
# library.sh SOURCE_DIR BUILD_DIR: the examples, built and run against the installed tree, give the
# program's bytes.
set -euo pipefail
source=$1 prefix=$2/installed/moved
unset CLAIMMAP_DATA CLAIMMAP_MODULES
formats=geojson,png,svg,alt
work=$(mktemp -d "$2/installed/library.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
library=$(dirname "$(find "$prefix" -name libclaimmap.so.0)")
mkdir program pkg-config cmake python

article=$(echo "$source"/examples/evros-*.txt)
"$prefix/bin/claimmap" map -q -f "$formats" -o program "$article"

export PKG_CONFIG_PATH=$library/pkgconfig
[[ $(pkg-config --modversion claimmap) == "$("$prefix/bin/claimmap" --version | cut -d' ' -f2)" ]]
# shellcheck disable=SC2046
cc -std=c99 -Wall -Wextra -Wpedantic -Werror "$source/examples/library/map.c" -o map \
    $(pkg-config --cflags --libs claimmap)
LD_LIBRARY_PATH=$library ./map "$article" pkg-config "$formats"

cmake -S "$source/examples/library" -B built -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build built >/dev/null
built/map "$article" cmake "$formats"

CLAIMMAP_LIBRARY=$library/libclaimmap.so.0 python3 "$source/examples/library/map.py" "$article" \
    python "$formats"

for made in pkg-config cmake python; do
    diff -r program "$made"
done

# The header is C++ too.
echo '#include <claimmap.h>
int main() { return claimmap_version()[0] == 0; }' >header.cpp
# shellcheck disable=SC2046
c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror header.cpp -o header $(pkg-config --cflags --libs claimmap)
LD_LIBRARY_PATH=$library ./header

# Every option of `claimmap map` is one of the library, but those about files, fetching, threads
# and messages.
python3 - "$library/libclaimmap.so.0" "$("$prefix/bin/claimmap" map --help |
    sed -n 's/^  \(-., \|    \)--\([a-z0-9-]*\) .*/\2/p')" <<'END'
import ctypes
import sys

library = ctypes.CDLL(sys.argv[1])
library.claimmap_new.restype = ctypes.c_void_p
library.claimmap_set.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
context = library.claimmap_new()
options = sys.argv[2].split()
assert len(options) > 15, options
own = {"output", "allow-private", "jobs", "quiet", "verbose", "help"}
unknown = {o for o in options if library.claimmap_set(context, o.encode(), None) != 0}
assert unknown == own, unknown ^ own
END
