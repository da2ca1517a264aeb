#!/usr/bin/env bash
# case.sh CASE_DIR PROGRAM SOURCE_DIR BUILD_DIR: runs one case in an empty folder. In `cmd`,
# `claimmap` is the program, $SOURCE the source folder, $CASE the case's; `check_geojson` and
# `check_extract` are the programs in tools/; `unprivileged` runs a command that
# file permissions hold for, also as root; the gazetteer is the release build's.
set -uo pipefail
CASE=$1 program=$2 SOURCE=$3 build=$4
export CASE SOURCE
# The leak sanitizer falls over the thread-local memory of libraries that are loaded on demand.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}intercept_tls_get_addr=0

# Programs, or modules beside the program, that a case needs and that are not there: skipped, and
# said so.
if [[ -f $CASE/needs ]]; then
    while read -r needed; do
        command -v "$needed" >/dev/null || [[ -e ${program%/*}/$needed ]] ||
            { echo "skipped: no $needed" && exit 77; }
    done <"$CASE/needs"
fi
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$SOURCE/build/claimmap.gaz}
export LSAN_OPTIONS=suppressions=$SOURCE/tests/support/lsan.supp:print_suppressions=0
export LOCPATH=$build/locale PYTHONDONTWRITEBYTECODE=1
mkdir -p "$build/cli"
folder=$(mktemp -d "$build/cli/case.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/work"
ln -s "$program" "$folder/bin/claimmap"
for tool in geojson extract picture; do
    ln -s "$SOURCE/tests/cli/tools/check_$tool.py" "$folder/bin/check_$tool"
done
unprivileged() {
    if [[ $(id -u) -eq 0 ]]; then
        setpriv --bounding-set=-all --inh-caps=-all "$@"
    else
        "$@"
    fi
}
export -f unprivileged
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
