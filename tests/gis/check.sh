#!/usr/bin/env bash
# check.sh NAME PROGRAM SOURCE_DIR BUILD_DIR: makes maps of the examples in all formats of a GIS and
# runs tests/gis/NAME.py on them, in BUILD_DIR/gis/NAME, where pictures stay to be looked at. Skipped
# where the GDAL module or the programs that NAME.py opens the files with are not there.
set -euo pipefail
name=$1 program=$2 source=$3 build=$4
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen

skip() {
    echo "skipped: $1; scripts/setup --with-peers installs it"
    exit 77
}
[[ -e ${program%/*}/claimmap-gdal.so ]] || skip "built without GDAL"
for tool in ogr2ogr ogrinfo ogrmerge.py; do
    command -v "$tool" >/dev/null || skip "no $tool"
done
# QGIS and GDAL's validator are bound to the system's Python, which need not be the first one.
wanted=osgeo_utils.samples.validate_gpkg
[[ $name == styled ]] && wanted=qgis.core
for python in python3 /usr/bin/python3 none; do
    "$python" -c "import $wanted" 2>/dev/null && break
done
if [[ $python == none ]]; then
    [[ $name == styled ]] && skip "no QGIS for Python"
    python=python3
fi

folder=$build/gis/$name
rm -rf "$folder"
mkdir -p "$folder/in" "$folder/run"
chmod 700 "$folder/run"
export XDG_RUNTIME_DIR=$folder/run
cp "$source"/tests/gis/article.txt "$folder/in"
if [[ $name == exchange ]]; then
    cp "$source"/examples/*.{txt,json,html} "$folder/in"
fi
"$program" map -q -f geojson,qml,gpkg,fgb,png -o "$folder/maps" "$folder"/in/*
exec "$python" "$source/tests/gis/$name.py" "$program" "$folder" "$source"
