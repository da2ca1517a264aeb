#!/usr/bin/env bash
# confidence.sh PROGRAM SOURCE_DIR BUILD_DIR FOLDER [OPTION...]: maps the annotated articles of
# tests/golden/claims/FOLDER and prints how far their claims' confidence can be relied on.
set -euo pipefail
program=$1 source=$2 gold=$2/tests/golden/claims/$4 out=$3/eval-confidence/$4
shift 4
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
rm -rf "$out"
mkdir -p "$out"
"$program" map -q -f geojson -o "$out" "$gold"/*.txt
python3 "$source/tests/eval/confidence.py" "$gold" "$out" "$@"
