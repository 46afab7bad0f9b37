# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What app/start and tests/run share: packages of Debian 12, and the build. Sourced with bash; $top is the checkout.

packages=(
  build-essential
  desktop-file-utils
  gettext
  libadwaita-1-dev
  libcairo2-dev
  libgif-dev
  libglib2.0-dev
  libgmp-dev
  libgraphviz-dev
  libgtk-4-dev
  libgtksourceview-5-dev
  libjson-glib-dev
  libpango1.0-dev
  librsvg2-common
  libwebp-dev
  meson
  ninja-build
  pkg-config
)

as_root () {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs what is missing of the packages named; says so first.
need_packages () {
  local missing=() package
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is no Debian system: install what Debian 12 calls ${*}, then call meson setup and ninja yourself." >&2
    return 1
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  echo "Missing packages: ${missing[*]}"
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "Installing them needs root or sudo." >&2
    return 1
  fi
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}")
  # The lists of a new machine may be empty or old: fetch them only then.
  if ! as_root "${install[@]}" -o Dpkg::Use-Pty=0 >/dev/null 2>&1; then
    as_root apt-get update -qq
    as_root "${install[@]}" -o Dpkg::Use-Pty=0 >/dev/null
  fi
}

# Builds into the folder $1; options of meson setup follow, which are set if the folder has others. Quiet when all goes well.
build_in () {
  local build=$1 stamp=$1/options; shift
  mkdir -p "$build"
  if [ ! -f "$build/build.ninja" ]; then
    meson setup "$build" "$top" "$@" >"$build/setup.log" 2>&1 || { cat "$build/setup.log" >&2; return 1; }
    echo "$*" >"$stamp"
  elif [ $# -gt 0 ] && [ "$(cat "$stamp" 2>/dev/null)" != "$*" ]; then
    meson configure "$build" "$@"
    echo "$*" >"$stamp"
  fi
  # Warnings and errors only: it says even that there is nothing to do.
  ninja -C "$build" -j "$(nproc)" --quiet | { grep -v '^ninja: no work to do' || true; }
}

# The environment in which the program in $1 finds its data.
use_build () {
  export HEAPWRIGHT_DATA=$top/data HEAPWRIGHT_LIBEXEC=$1/engine GSETTINGS_SCHEMA_DIR=$1/data
}
