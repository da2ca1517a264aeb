#!/usr/bin/env bash
# prefix.sh SOURCE_DIR BUILD_DIR: installs into BUILD_DIR/installed/first, and moves that to
# BUILD_DIR/installed/moved, where the other checks find it: nothing may know the first place.
set -euo pipefail
build=$2
rm -rf "$build/installed"
cmake --install "$build" --prefix "$build/installed/first" >"$build/install.log"
mv "$build/installed/first" "$build/installed/moved"
