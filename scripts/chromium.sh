# Sourced: finds a Chromium for the browser tests, or installs Debian's where that is allowed. Sets CHROMIUM.
find_or_install_chromium() {
  local found
  for found in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    if [ -n "$found" ] && [ -x "$found" ]; then
      export CHROMIUM=$found
      return 0
    fi
  done
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium …" >&2
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk >&2 || return 1
    export CHROMIUM=/usr/bin/chromium
    return 0
  fi
  return 1
}
