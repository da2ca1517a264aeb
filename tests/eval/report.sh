#!/usr/bin/env bash
# report.sh PROGRAM BUILD_DIR [--crossvalidated NAME GOLD PRED [demonyms]]... [--speed FILE]...
# Writes the tables of docs/PLACES.md between their markers, all from one program and model:
# scores, errors of each kind, and scores and speed beside other programs (tests/bench/peers.sh).
#   --crossvalidated  PRED holds the mentions of GOLD's texts, each found by a model that did not
#                     learn from it (tests/eval/crossvalidate); "demonyms": GOLD counts them as places
#   --speed           texts to measure the speed on; default: those of tests/eval
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "$1") build=$2 out=$2/eval
shift 2
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz} PYTHONDONTWRITEBYTECODE=1
mkdir -p "$out"
names=() golds=() preds=() kinds=() speed=()
while [[ $# -gt 0 ]]; do
    case $1 in
    --crossvalidated)
        names+=("$2") golds+=("$3") preds+=("$4")
        shift 4
        kinds+=("${1:-}")
        if [[ ${1:-} == demonyms ]]; then shift; else kinds[-1]=; fi
        ;;
    --speed)
        speed+=(--speed "$2")
        shift 2
        ;;
    *) echo "report.sh: unknown argument $1" >&2 && exit 2 ;;
    esac
done

own() {
    "$source/tests/eval/run.sh" "$program" "$source" "$build" "$1" >/dev/null
    names+=("$1") golds+=("$source/tests/eval/$1.ndjson") preds+=("$out/$1.pred.ndjson") kinds+=("")
}
cross=${#names[@]}
own news
own ambiguous

{
    printf '| texts | precision | recall | F1 | (a) | (b) | same GeoNames id |\n|---|---|---|---|---|---|---|\n'
    for i in "${!names[@]}"; do
        label="${names[i]}, of our own"
        [[ $i -lt $cross ]] && label="${names[i]}, cross-validated"
        python3 "$source/tests/eval/score.py" "${golds[i]}" "${preds[i]}" --row "$label"
    done
} >"$out/scores.md"

for i in "${!names[@]}"; do
    printf '### %s\n\n' "${names[i]}"
    python3 "$source/tests/eval/errors.py" "${golds[i]}" "${preds[i]}" --lookup "$program" --markdown
    printf '\n'
done >"$out/errors.md"

peers=("${speed[@]}")
texts=()
for i in "${!names[@]}"; do
    texts+=("${golds[i]}${kinds[i]:++demonyms}")
    [[ $i -lt $cross ]] && peers+=(--ours "$(basename "${golds[i]}" .ndjson)=${preds[i]}")
done
"$source/tests/bench/peers.sh" "$program" "$build" "${peers[@]}" "${texts[@]}" >"$out/peers.md"

python3 - "$source/docs/PLACES.md" "$out" <<'PYTHON'
import re, sys

path, out = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    text = file.read()
for name in ("scores", "peers", "errors"):
    with open(f"{out}/{name}.md", encoding="utf-8") as file:
        table = file.read().strip()
    pattern = f"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
    text, count = re.subn(pattern, lambda m: m[1] + table + "\n" + m[2], text, flags=re.DOTALL)
    if count != 1:
        sys.exit(f"{path}: {count} places for the table {name}")
with open(path, "w", encoding="utf-8") as file:
    file.write(text)
PYTHON
