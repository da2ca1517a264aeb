#!/usr/bin/env bash
# opened.sh PROGRAM BUILD_DIR ARTICLE...: QGIS opens shapefiles, KML and CSV of the articles.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) program=$1 build=$2
shift 2
export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1
# QGIS is bound to the system's Python, which need not be the first one.
for python in python3 /usr/bin/python3 none; do
    "$python" -c 'import qgis.core' 2>/dev/null && break
done
[[ $python != none ]] || { echo "skipped: no QGIS for Python (scripts/setup --with-peers)" && exit 77; }
mkdir -p "$build/peers"
folder=$(mktemp -d "$build/peers/qgis.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir -m 700 "$folder/run"
export XDG_RUNTIME_DIR=$folder/run
"$program" map -q -f geojson,shp,kml,csv -o "$folder/maps" "$@"
"$python" "$here/opened.py" "$folder/maps"
