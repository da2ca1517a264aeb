#!/usr/bin/env bash
# api.sh SOURCE_DIR: docs/API.md is what the public header says.
set -euo pipefail
exec "$1/scripts/api-reference" --check
