#!/bin/sh
# Tests the launcher: a fresh copy of this checkout, built and started as a new user would.
# Needs a JDK 25, Maven, and root (for mounts that only the test sees). About two minutes.

set -u

here=$(cd "$(dirname "$0")/.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
copy="$scratch/a check out"
examples="$copy/docs/examples"
passed=0 failed=0

# Runs the launcher, from another folder; what it says is in $out and $err, how it ended in $status.
run() {
  status=0
  (cd "$scratch" && "$copy/signet" "$@") >"$scratch/out" 2>"$scratch/err" || status=$?
  out=$(cat "$scratch/out") err=$(cat "$scratch/err")
}

# The same with a mount that hides or protects a folder. $1 is run as a command first.
run_after() {
  before=$1
  shift
  status=0
  # shellcheck disable=SC2016 # the inner shell expands these
  unshare -m sh -c "$before"' && cd / && exec "$0" "$@"' "$copy/signet" "$@" \
    >"$scratch/out" 2>"$scratch/err" || status=$?
  out=$(cat "$scratch/out") err=$(cat "$scratch/err")
}

# check NAME CONDITION...
check() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok    $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $name (status $status)"
    printf '%s\n' "$out" "$err" | sed 's/^/      /'
  fi
}

says() { case $err in *"$1"*) ;; *) return 1 ;; esac; }
is_silent() { [ -z "$err" ]; }
works() { [ "$status" -eq 0 ] && case $out in 'signet '[0-9]*) ;; *) return 1 ;; esac; }
ends_with() { [ "$status" -eq "$1" ]; }
one_sentence() { [ "$(printf '%s\n' "$err" | wc -l)" -eq 1 ]; }

# Sets $used to the processor time, in microseconds, that this shell's children have had.
children() {
  times >"$scratch/times"
  used=$(tr 'ms' '  ' <"$scratch/times" | awk 'END { printf "%d", (60 * ($1 + $3) + $2 + $4) * 1e6 }')
}

# Sets $cost to the processor time of a command, in microseconds, over ten runs. On an idle machine
# it takes no longer than that; on a busy one the clock would say more of the neighbours.
measure() {
  children
  before=$used
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    "$@" >/dev/null 2>&1
  done
  children
  cost=$(((used - before) / 10))
}

mkdir "$copy"
(cd "$here" && git ls-files -co --exclude-standard -z | tar cf - --null -T -) | tar xf - -C "$copy"

PATH_WITHOUT_MAVEN=$scratch/bin
mkdir "$PATH_WITHOUT_MAVEN"
for tool in sh sed cat find head mkdir dirname readlink ln rm mv cp date sleep tee grep awk env; do
  ln -s "$(command -v $tool)" "$PATH_WITHOUT_MAVEN/$tool"
done

# ---- what is missing is said in one sentence

run_after 'mount -t tmpfs none /usr/lib/jvm && unset SIGNET_JAVA_HOME JAVA_HOME && export HOME=/nowhere' \
  --version
check 'no JDK: says what to install' says 'needs a JDK 25 or later'
check 'no JDK: in one sentence' one_sentence
check 'no JDK: is no verdict' ends_with 75

SIGNET_JAVA_HOME=/nowhere run --version
check 'a wrong SIGNET_JAVA_HOME: is named' says 'SIGNET_JAVA_HOME is /nowhere'

status=0
err=$(PATH=$PATH_WITHOUT_MAVEN MAVEN_HOME=/nowhere "$copy/signet" --version 2>&1) || status=$?
check 'no Maven: says what to install' says 'apt install maven'
check 'no Maven: in one sentence' one_sentence
check 'no Maven: is no verdict' ends_with 75

run_after "mount --bind '$copy' '$copy' && mount -o remount,ro,bind '$copy'" --version
check 'never built and read-only: says so' says 'is not built'

# ---- a fresh clone, started twice at once, through a symbolic link

ln -s 'a check out/signet' "$scratch/link"
(cd / && "$scratch/link" --version >"$scratch/out2" 2>"$scratch/err2") &
run --version
wait $!
check 'fresh: builds and runs' works
check 'fresh, at the same time: runs too' cmp -s "$scratch/out" "$scratch/out2"
both=$(cat "$scratch/err" "$scratch/err2")
check 'fresh, at the same time: built once' \
  [ "$(printf '%s\n' "$both" | grep -c 'not built yet')" -eq 1 ]
check 'fresh: tells the progress' [ "$(printf '%s\n' "$both" | grep -c ': building [0-9]*/')" -gt 5 ]
check 'fresh: leaves no lock' [ ! -L "$copy/target/launch/lock" ]
check 'fresh: has a fast start' [ -s "$copy"/target/launch/[0-9]*/signet.aot ]

# ---- built

run --version
check 'built: runs' works
check 'built: says nothing' is_silent

read -r name <"$copy/target/launch/program"
read -r java_home _ <"$copy/target/launch/$name/java"
measure "$java_home/bin/java" -version
bare=$cost
measure "$copy/signet" verify --zone "$examples/examples.zone" "$examples/genuine.eml"
ratio=$((cost * 10 / bare))
echo "      java -version takes $bare µs of a processor, signet verify $cost µs: $((ratio / 10)).$((ratio % 10)) times"
check 'built: verifies within twelve times a bare java -version' [ "$ratio" -le 120 ]

run verify --zone "$examples/examples.zone" "$examples/genuine.eml"
check 'built: verifies a message' ends_with 0

run 'no such command' ''
check 'arguments arrive as they are' says "'no such command'"
check 'wrong usage ends with 2' ends_with 2

run_after "mount --bind '$copy' '$copy' && mount -o remount,ro,bind '$copy'" --version
check 'built and read-only: runs' works
check 'built and read-only: says nothing' is_silent

# ---- stale

main="$copy/apps/cli/src/main/java/org/signet/cli/Signet.java"
touch "$main"
run_after "mount --bind '$copy' '$copy' && mount -o remount,ro,bind '$copy'" --version
check 'stale and read-only: starts the older build' works
check 'stale and read-only: says so' says 'starting the older build'
run --version
check 'stale: builds again' says 'the sources changed'
check 'stale: runs' works

echo 'broken' >"$copy/apps/cli/src/main/java/org/signet/cli/Broken.java"
run --version
check 'broken: is no verdict' ends_with 75
check 'broken: shows the line' says 'Broken.java:[1,'
check 'broken: names the log' says 'target/launch/build.log'
rm "$copy/apps/cli/src/main/java/org/signet/cli/Broken.java"
run --version
check 'mended by removing a file: builds again' says 'the sources changed'
check 'mended: runs' works

ln -s 999999999 "$copy/target/launch/lock"
touch "$main"
run --version
check 'a lock that a killed launcher left: is taken over' works

rm "$copy"/target/launch/*/java
run --version
check 'another Java: makes its fast start' says 'preparing a fast start'
check 'another Java: does not build' [ "${err#*building}" = "$err" ]
check 'another Java: runs' works

echo "launcher: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
