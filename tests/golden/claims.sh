#!/usr/bin/env bash
# claims.sh PROGRAM SOURCE_DIR BUILD_DIR FOLDER [SCORE_OPTION...]: maps the annotated articles of
# claims/FOLDER and scores the maps; fails where a mean is below its bound (--least NAME=VALUE).
set -euo pipefail
program=$1 source=$2 gold=$2/tests/golden/claims/$4 out=$3/golden-claims/$4
shift 4
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
rm -rf "$out"
mkdir -p "$out"
"$program" map -q -f geojson -o "$out" "$gold"/*.txt
python3 "$source/tests/eval/claims.py" "$gold" "$out" --rows "$@"
