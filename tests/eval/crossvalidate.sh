#!/usr/bin/env bash
# crossvalidate.sh PROGRAM BUILD_DIR [OPTION...]: how places are found and resolved in newspapers
# that the model never saw. Needs the corpora in ../shared/eval; takes a minute.
#   --part all          what each fold learns anew: all parts (default);
#          tagger       the tagger, and places by the weights set by hand;
#          ranker       the ranker, and the shipped tagger, which saw all of these texts
#   --gazetteer FILE    instead of the standard one, such as one without the supplement's table
#   --folds N           default: 5
# Writes BUILD_DIR/eval/cross/{lgl,gwn}.pred.ndjson and prints a table.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
[[ $# -ge 2 ]] || { sed -n '2,9s/^# //p' "$0" >&2 && exit 2; }
program=$(realpath "$1") out=$2/eval/cross
shift 2
eval=$source/../shared/eval
[[ -d $eval/gold ]] || { echo "crossvalidate: there is no $eval" >&2 && exit 77; }
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz} PYTHONDONTWRITEBYTECODE=1
mkdir -p "$out"
exec python3 "$source/tests/eval/crossvalidate.py" --program "$program" --shared "$eval" --out "$out" \
    --model "$source/gazetteer/claimmap.model" --words "$source/gazetteer/words.tsv.zst" "$@"
