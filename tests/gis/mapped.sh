#!/usr/bin/env bash
# mapped.sh PROGRAM SOURCE_DIR BUILD_DIR: what a process has mapped that made GeoJSON and PNG: none of
# the heavy libraries, which are loaded on demand; with -f gpkg it has, so that the check can fail.
set -euo pipefail
program=$1 source=$2 build=$3
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
heavy='lib(gdal|pq|sqlite3|spatialite|proj|curl|netcdf|hdf5)[-.]'
folder=$(mktemp -d "$build/mapped.XXXXXX")
trap 'rm -rf "$folder"' EXIT

# Maps the article, then waits for a second one that does not come: what is mapped by then.
mapped_after() {
    local formats=$1 made=$2 map
    mkfifo "$folder/second"
    "$program" map -q --jobs 1 -f "$formats" -o "$folder/out" "$source/tests/gis/article.txt" \
        "$folder/second" &
    map=$!
    exec 3<>"$folder/second" # so that opening it does not wait, and reading it does
    for _ in $(seq 300); do
        [[ -e $folder/out/$made ]] && break
        sleep 0.1
    done
    sleep 0.2
    awk '{ print $6 }' "/proc/$map/maps" | sort -u >"$folder/mapped"
    echo "The army left Kursk." >&3
    exec 3>&-
    wait "$map"
    [[ -e $folder/out/$made ]] || { echo "no $made was made"; exit 1; }
    rm -rf "$folder/second" "$folder/out"
}

[[ -r /proc/self/maps ]] || { echo "skipped: no /proc"; exit 77; }
mapped_after geojson,png article.png
if grep -E "$heavy" "$folder/mapped"; then
    echo "these are mapped where GeoJSON and PNG are made"
    exit 1
fi
grep -q 'libcairo' "$folder/mapped" || { echo "the picture's library is not mapped"; exit 1; }
if [[ -e ${program%/*}/claimmap-gdal.so ]]; then
    mapped_after gpkg article.gpkg
    grep -q 'libgdal' "$folder/mapped" || { echo "a GeoPackage was written without GDAL"; exit 1; }
fi
