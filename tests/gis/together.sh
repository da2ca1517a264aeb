#!/usr/bin/env bash
# together.sh PROGRAM SOURCE_DIR BUILD_DIR: the first articles of a run reach GDAL at the same moment,
# in several threads. It crashed in about half of such runs while each thread registered the drivers.
set -euo pipefail
program=$1 source=$2 build=$3
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
[[ -e ${program%/*}/claimmap-gdal.so ]] || { echo "skipped: built without GDAL"; exit 77; }
folder=$(mktemp -d "$build/together.XXXXXX")
trap 'rm -rf "$folder"' EXIT
for copy in 1 2 3 4; do
    cp "$source/tests/gis/article.txt" "$folder/$copy.txt"
done
for run in $(seq "${RUNS:-15}"); do
    "$program" map -q --jobs 2 -f gpkg -o "$folder/out" "$folder"/?.txt ||
        { echo "run $run ended with status $?"; exit 1; }
done
