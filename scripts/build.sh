# Sourced by the scripts beside it: what must be built, and only when it is stale.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
configuration=${CONFIGURATION:-Release}
export THROUGHLINE_WEB="$root/web/dist" THROUGHLINE_SDK="$root/sdk/js/dist"
program="$root/artifacts/bin/Throughline.Server/$(echo "$configuration" | tr '[:upper:]' '[:lower:]')/throughline"

need() {
  command -v "$1" >/dev/null || { echo "$1 is missing. Install $2, then try again." >&2; exit 2; }
}

# newer FILE FOLDER…: true when FILE is missing or anything in the folders is newer
newer() {
  local mark=$1
  shift
  [ ! -e "$mark" ] || [ -n "$(find "$@" -newer "$mark" -not -path '*/node_modules/*' -not -path '*/dist/*' -type f -print -quit)" ]
}

# quietly FOLDER COMMAND…: says nothing unless it fails, then everything
quietly() {
  local folder=$1 log
  shift
  log=$(mktemp)
  if ! (cd "$folder" && "$@") >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# build_package FOLDER STAMP WORDS: an npm package, its dependencies first
build_package() {
  need npm "Node.js 20 or newer"
  local folder=$1 stamp=$2 installed="$1/node_modules/.package-lock.json"
  if newer "$stamp" "$folder"; then
    echo "Building $3 (about a minute the first time) …" >&2
    if [ ! -e "$installed" ] || [ "$folder/package-lock.json" -nt "$installed" ]; then
      quietly "$folder" npm ci --no-audit --no-fund --loglevel=error
      touch "$installed"
    fi
    quietly "$folder" npm run --silent build
    touch "$stamp"
  fi
}

build_web() { build_package "$root/web" "$root/web/dist/index.html" "the web client"; }

build_sdk() { build_package "$root/sdk/js" "$root/sdk/js/dist/throughline.js" "the browser SDK"; }

build_server() {
  need dotnet "the .NET 10 SDK"
  if newer "$program.dll" "$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props"; then
    echo "Building the server (two to three minutes the first time) …" >&2
    dotnet build "$root/src/Throughline.Server" -c "$configuration" -p:RunAnalyzers=false --nologo -v quiet "-clp:ErrorsOnly;NoSummary" >&2
    touch "$program.dll"
  fi
}
