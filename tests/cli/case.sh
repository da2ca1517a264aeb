#!/usr/bin/env bash
# case.sh CASE_DIR PROGRAM SOURCE_DIR BUILD_DIR: runs one case in an empty folder. In `cmd`,
# `claimmap` is the program, $SOURCE the source folder, $CASE the case's; the gazetteer is the
# release build's.
set -uo pipefail
CASE=$1 program=$2 SOURCE=$3 build=$4
export CASE SOURCE
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$SOURCE/build/claimmap.gaz}
mkdir -p "$build/cli"
folder=$(mktemp -d "$build/cli/case.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/work"
ln -s "$program" "$folder/bin/claimmap"
cd "$folder/work"
PATH=$folder/bin:$PATH LC_ALL=C bash "$CASE/cmd" >"$folder/stdout" 2>"$folder/stderr"
got=$?
status=0
want=$(cat "$CASE/status" 2>/dev/null || echo 0)
if [[ $got -ne $want ]]; then
    echo "status $got, expected $want"
    status=1
fi
for stream in stdout stderr; do
    expected=$CASE/$stream
    [[ -f $expected ]] || expected=/dev/null
    diff -u --label "expected $stream" --label "$stream" "$expected" "$folder/$stream" || status=1
done
exit $status
