#!/usr/bin/env bash
# tree.sh SOURCE_DIR BUILD_DIR: what the installed tree holds, and that its program runs from it.
set -euo pipefail
source=$1 prefix=$2/installed/moved
unset CLAIMMAP_DATA CLAIMMAP_MODULES
failed() { echo "$*"; exit 1; }

for file in bin/claimmap include/claimmap.h share/claimmap/claimmap.gaz \
    share/claimmap/styles/news-light.style share/doc/claimmap/{LICENSE,gazetteer/SOURCES.md} \
    share/doc/claimmap/examples/nightly/{night.conf,crontab,claimmap-refresh.service,claimmap-refresh.timer}; do
    [[ -f $prefix/$file ]] || failed "there is no $file"
done
grep -rlF "$2" "$prefix" --include='*.pc' --include='*.cmake' --include='*.h' --include='*.1' &&
    failed "these know the folder that they were built in"

work=$(mktemp -d "$2/installed/tree.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
env -i PATH=/usr/bin:/bin "$prefix/bin/claimmap" map -q -o . "$source"/examples/evros-*.txt
[[ -s $(echo evros-*.png) && -s $(echo evros-*.geojson) ]] || failed "no map was made"
"$prefix/bin/claimmap" style list | grep -q '^news-dark ' || failed "a theme is missing"
# The module that reads vector files is found where it lies.
if compgen -G "$prefix/lib/*/claimmap-gdal.so" "$prefix/lib/*/claimmap/claimmap-gdal.so" >/dev/null; then
    echo '{"type": "Point", "coordinates": [1, 2]}' >point.geojson
    message=$("$prefix/bin/claimmap" gazetteer build --vector point.geojson --no-base -o v.gaz 2>&1) ||
        true
    [[ $message != *"GDAL module"* ]] || failed "$message"
fi

# Only what the header declares is seen, under the version that it came with.
library=$(find "$prefix" -name libclaimmap.so.0)
readelf -d "$library" | grep -q 'SONAME.*\[libclaimmap.so.0\]' || failed "no soname"
readelf -d "$library" "$prefix/bin/claimmap" | grep -E 'R(UN)?PATH' && failed "a fixed path"
nm -D --defined-only "$library" | awk '$2 != "A" {print $3}' | sort >seen
grep -ohE '\bclaimmap_[a-z_]+\(' "$prefix/include/claimmap.h" | tr -d '(' | sort -u |
    sed 's/$/@@CLAIMMAP_0/' >declared
diff declared seen
