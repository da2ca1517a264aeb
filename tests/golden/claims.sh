#!/usr/bin/env bash
# claims.sh PROGRAM SOURCE_DIR BUILD_DIR FOLDER SCORER [OPTION...]: maps the annotated articles of
# claims/FOLDER and gives gold and maps to SCORER of tests/eval: claims.py (scores), confidence.py
# (how far confidence can be relied on).
set -euo pipefail
program=$1 source=$2 gold=$2/tests/golden/claims/$4 scorer=$5 out=$3/golden-claims/$5/$4
shift 5
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
rm -rf "$out"
mkdir -p "$out"
"$program" map -q -f geojson -o "$out" "$gold"/*.txt
python3 "$source/tests/eval/$scorer" "$gold" "$out" "$@"
