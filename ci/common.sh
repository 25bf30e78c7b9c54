# Sourced by every script here: where things are, how a step is shown, how a failure is told.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
mkdir -p .build dist
# Without a locale R takes no file name beyond ASCII.
locale -k charmap 2>/dev/null | grep -q UTF-8 || export LC_ALL=C.UTF-8
# shellcheck disable=SC2034
version=$(<VERSION)

say() { printf '%s\n' "$*"; }

# fail WHAT WHY TYPE: ends the script and tells the way out.
fail() {
  printf '\nFAILED  %s\n   why  %s\n  type  %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# seconds START: the time since START, a value of EPOCHREALTIME, as in "12.3 s".
seconds() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# line LABEL: the beginning of a line that says what is being done; its end follows.
line() { printf '  %-22s ' "$1"; }

# step LABEL TYPE COMMAND...: runs the command in silence, with a dot every two seconds. If the command fails, shows the end
# of its output, and TYPE.
step() {
  local label=$1 remedy=$2 log="$root/.build/${1//[^a-zA-Z0-9]/-}.log" start=$EPOCHREALTIME dots status
  shift 2
  line "$label"
  (while sleep 2 >/dev/null; do printf .; done) &
  dots=$!
  # shellcheck disable=SC2064
  trap "kill $dots 2>/dev/null || true" EXIT
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  kill "$dots" 2>/dev/null || true
  wait "$dots" 2>/dev/null || true
  trap - EXIT
  if [ "$status" != 0 ]; then
    say " failed after $(seconds "$start")"
    tail -n 25 "$log" | sed 's/^/    /' >&2
    fail "$label" "it ended with status $status; all it printed is in ${log#"$root/"}" "$remedy"
  fi
  say " $(seconds "$start")"
}

# fingerprint PATH...: one hash of all sources below these paths, built files and Java tests left out.
fingerprint() {
  find "$@" \( -name target -o -name jars -o -path '*/inst/java' -o -path '*/src/test' -o -name build -o -name '*.egg-info' \
    -o -name __pycache__ -o -name '.*_cache' -o -name '*.Rcheck' \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c -16
}

# current NAME HASH FILE...: true where NAME was last made from HASH and its files still exist.
current() {
  local name=$1 hash=$2 file
  shift 2
  for file; do [ -e "$file" ] || return 1; done
  [ "$(cat "$root/.build/$name.stamp" 2>/dev/null)" = "$hash" ]
}

stamp() { printf '%s\n' "$2" >"$root/.build/$1.stamp"; }

# A JDK of 17 or later, where Maven will look for it.
has_java() {
  local javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac major
  major=$("$javac" -version 2>/dev/null | sed -E 's/^javac ([0-9]+).*/\1/')
  [ "${major:-0}" -ge 17 ]
}

# R with these packages.
has_r() {
  command -v Rscript >/dev/null &&
    R_DEFAULT_PACKAGES=NULL Rscript -e 'q(status = !all(nzchar(sapply(commandArgs(TRUE), function(p) system.file(package = p)))))' "$@"
}

has_python() {
  python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

need_java() {
  has_java || fail 'no Java to build with' "the sources need a JDK of 17 or later${JAVA_HOME:+ (JAVA_HOME is $JAVA_HOME)}" 'ci/install'
  command -v mvn >/dev/null || fail 'no Maven' 'it builds the jars' 'ci/install'
}

need_r() { has_r "$@" || fail "R, or one of its packages $*, is missing" 'the R package needs them' 'ci/install tests'; }

need_python() { has_python || fail 'no Python 3.10 or later with venv' 'the Python package needs it' 'ci/install'; }

maven() { mvn -B -ntp -Dstyle.color=never "$@"; }

# tools NAME...: puts these programs into .build/tools at the versions of ci/tools.txt.
tools() {
  local hash name
  for name; do
    hash=$(grep "^$name==" ci/tools.txt)
    current "tool-$name" "$hash" ".build/tools/bin/python" && continue
    [ -x .build/tools/bin/python ] || python3 -m venv .build/tools
    .build/tools/bin/python -m pip install --quiet --disable-pip-version-check "$hash"
    stamp "tool-$name" "$hash"
  done
}
