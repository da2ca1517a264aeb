#!/usr/bin/env bash
# package.sh SOURCE_DIR BUILD_DIR: the Debian package, packed quickly: what it says, what it holds, and
# that its files run from a folder. scripts/check-package installs one on an empty system.
set -euo pipefail
source=$1 build=$2
command -v dpkg-shlibdeps >/dev/null || { echo "skipped: no dpkg-shlibdeps" && exit 77; }
unset CLAIMMAP_DATA CLAIMMAP_MODULES
failed() { echo "$*"; exit 1; }
work=$(mktemp -d "$build/installed/package.XXXXXX")
trap 'rm -rf "$work"' EXIT

(cd "$build" && cpack -G DEB -B "$work" -D CPACK_DEBIAN_COMPRESSION_TYPE=zstd) >"$work/log" 2>&1 ||
    { cat "$work/log" && exit 1; }
package=$(echo "$work"/claimmap_*.deb)
field() { dpkg-deb -f "$package" "$1"; }
[[ $(field Package) == claimmap && $(field Maintainer) == "claimmap developers <"*">" ]]
[[ $(field Version) == "$("$build/claimmap" --version | cut -d' ' -f2)" ]]
[[ $(field Depends) == *libcairo2* && $(field Depends) == *fonts-inter* ]] || failed "$(field Depends)"
[[ ! $(field Depends) =~ gdal|libpq|sqlite|curl ]] || failed "modules must not force what they need: $(field Depends)"
[[ $(field Suggests) == *qgis* ]] || failed "suggests: $(field Suggests)"

dpkg-deb -x "$package" "$work/tree"
usr=$work/tree/usr
# Each module that was built is there, and what it is linked with is recommended.
while read -r module library; do
    [[ -f $build/claimmap-$module.so ]] || continue
    [[ $(find "$usr/lib" -path "*/claimmap/claimmap-$module.so" -size +4k) ]] || failed "no claimmap-$module.so"
    [[ $(field Recommends) == *"$library"* ]] || failed "no $library: $(field Recommends)"
done <<'END'
curl libcurl
curl ca-certificates
gdal libgdal
postgres libpq
sqlite libsqlite3-0
END
# Documents lead to one another, and to examples, as where they were written; not to tests.
while IFS=: read -r document link; do
    [[ -e $(dirname "$document")/$link ]] || failed "${document#"$work/tree"} leads to $link, which is not there"
done < <(grep -roP --include='*.md' '\]\(\K(?!https?:|#|[./]*tests/)[^)#]+' "$usr/share/doc/claimmap")
[[ -x $usr/share/doc/claimmap/examples/cluster/extract-part ]] || failed "examples/cluster does not run"
[[ -s $usr/share/doc/claimmap/copyright ]] || failed "no copyright file"
for command in "" -map -render; do
    gzip -t "$usr/share/man/man1/claimmap$command.1.gz"
done
[[ -z $(find "$work/tree" -path '*/tests/*' -o -name '*.a') ]] || failed "more than belongs there"
[[ $(find "$work/tree" -type f -perm /022) == "" ]] || failed "files that others may write"
for file in "$usr/bin/claimmap" "$(find "$usr" -name 'libclaimmap.so.*.*')"; do
    ! readelf -S "$file" | grep -q '\.symtab' || failed "$file is not stripped"
done
mkdir "$work/maps"
env -i PATH=/usr/bin:/bin "$usr/bin/claimmap" map -q -o "$work/maps" "$source"/examples/evros-*.txt
[[ -s $(echo "$work"/maps/evros-*.png) ]] || failed "no map was made"
