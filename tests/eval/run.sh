#!/usr/bin/env bash
# run.sh PROGRAM SOURCE_DIR BUILD_DIR NAME [SCORE_OPTION...]: finds the places of NAME.ndjson and
# scores them; fails where a score is below its bound (--least NAME=VALUE).
set -euo pipefail
program=$1 source=$2 out=$3/eval name=$4
shift 4
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
mkdir -p "$out"
"$program" extract --only mentions --no-demonyms "$source/tests/eval/$name.ndjson" >"$out/$name.pred.ndjson"
python3 "$source/tests/eval/score.py" "$source/tests/eval/$name.ndjson" "$out/$name.pred.ndjson" "$@"
