#!/usr/bin/env bash
# peers.sh PROGRAM BUILD_DIR [OPTION...] [GOLD.ndjson[+demonyms]...]: places found by claimmap and by other
# programs over the same texts in one run: scores and megabytes a second, as a Markdown table on stdout.
# The peers come from npm, into BUILD_DIR/peers; without arguments the texts are those of tests/eval.
# The options are those of peers.py.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
program=$1 out=$2/peers
shift 2
[[ $# -gt 0 ]] || set -- "$source"/tests/eval/{news,ambiguous}.ndjson
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$source/build/claimmap.gaz}
mkdir -p "$out"
if [[ ! -d $out/node_modules/compromise || ! -d $out/node_modules/wink-ner ]]; then
    npm install --prefix "$out" --no-audit --no-fund --loglevel=error \
        compromise@14.17.0 wink-ner@2.1.0 wink-tokenizer@5.3.0 >"$out/npm.log" 2>&1
fi
cp "$here/peers.mjs" "$out/"
exec python3 -B "$here/peers.py" --program "$program" --source "$source" --work "$out" "$@"
