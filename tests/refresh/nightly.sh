#!/usr/bin/env bash
# nightly.sh cron|units|check SOURCE_DIR BUILD_DIR: what examples/nightly says does what it says.
set -euo pipefail
what=$1 example=$2/examples/nightly build=$3
failed() { echo "$*"; exit 1; }
work=$(mktemp -d "$build/nightly.XXXXXX")
trap 'rm -rf "$work"' EXIT

cron() { # the crontab's only line of work, as cron runs it
    line=$(sed -n 's/^30 2 \* \* \* //p' "$example/crontab")
    [[ -n $line && $line != *%* ]] || failed "no line of work, or one with a percent sign"
    mkdir -p "$work/claimmap/in-tray"
    printf 'Floods reached Beira on Monday, the mayor said. Two people died in Maputo.\n' \
        >"$work/claimmap/in-tray/a.txt"
    printf '[night]\noutput = ~/maps\n[source tray]\nfolder = in-tray\n' >"$work/claimmap/night.conf"
    run() { (cd / && env -i HOME="$work" LOGNAME=desk SHELL=/bin/sh PATH="$build:/usr/bin:/bin" sh -c "$line") 2>&1 || true; }

    said=$(run)
    [[ -z $said ]] || failed "a good night is not silent: $said"
    [[ -n $(find "$work/maps/latest/" -name '*.png') && -s $work/maps/latest/index.html ]] ||
        failed "no map: $(find "$work")"
    folders=$(find "$work/maps" -mindepth 1 -maxdepth 1 -type d | wc -l)
    said=$(run)
    [[ -z $said ]] || failed "a night without news is not silent: $said"
    [[ $(find "$work/maps" -mindepth 1 -maxdepth 1 -type d | wc -l) -eq $folders ]] ||
        failed "a night without news made a folder"
    printf '[source gone]\nfolder = gone\n' >>"$work/claimmap/night.conf"
    said=$(run)
    [[ $said == *gone* ]] || failed "a source that failed is not told: $said"
    printf 'colour = red\n' >>"$work/claimmap/night.conf"
    said=$(run)
    [[ $said == *night.conf:7:*colour* ]] || failed "a wrong configuration is not told: $said"
}

units() {
    command -v systemd-analyze >/dev/null || { echo "skipped: no systemd-analyze" && exit 77; }
    cp "$example"/*.service "$example"/*.timer "$work"
    sed -i "s|^ExecStart=claimmap|ExecStart=$build/claimmap|" "$work/claimmap-refresh.service"
    said=$(systemd-analyze verify --man=no --recursive-errors=no "$work"/claimmap-refresh.{service,timer} \
        "$work/claimmap-refresh-failed@.service" 2>&1) || failed "$said"
    [[ $said != *claimmap* ]] || failed "$said" # such as a key that it does not know
    systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$example/claimmap-refresh.timer")" >/dev/null
}

check() {
    said=$(env -i HOME="$work" PATH=/usr/bin:/bin "$build/claimmap" refresh --check "$example/night.conf" 2>&1) ||
        failed "$said"
}

"$what"
