#!/usr/bin/env bash
# geojson.sh PROGRAM BUILD_DIR ARTICLE...: every map, every record of its sequence, the map drawn again
# and a map of differences, by a linter of RFC 7946 that we did not write (check-geojson, npm).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) program=$1 build=$2
shift 2
command -v node >/dev/null || { echo "skipped: no node" && exit 77; }
[[ -d $here/node_modules/@placemarkio/check-geojson ]] ||
    { echo "skipped: no check-geojson (scripts/setup --with-peers)" && exit 77; }
mkdir -p "$build/peers"
folder=$(mktemp -d "$build/peers/geojson.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$program" map -q -f geojson,geojsonseq -o "$folder/maps" "$@" >"$folder/all.geojsonl"
maps=("$folder"/maps/*.geojson)
[[ ${#maps[@]} -eq $# ]] || { echo "${#maps[@]} maps of $# articles" && exit 1; }
"$program" render -q -f geojson -o "$folder/again" "${maps[@]}"
"$program" diff -q -o "$folder/diff.geojson" "${maps[0]}" "${maps[1]}"
node "$here/geojson.mjs" "$folder/all.geojsonl" "${maps[@]}" "$folder"/again/* "$folder/diff.geojson"
