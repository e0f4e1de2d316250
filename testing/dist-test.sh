#!/bin/sh
# Tests the packages: they are unpacked and installed, and Signet runs where there is no Java.
# Needs `mvn -Pdist -DskipTests package` before, and root (the .deb is installed, and purged again).

set -u

here=$(cd "$(dirname "$0")/.." && pwd -P)
dist=$here/apps/cli/target/dist
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

check() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok    $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $name"
  fi
}

# Runs a program where no other program is, and no environment.
alone() { (cd / && env -i PATH="$scratch/bin" "$@"); }
is_one_file() { [ $# -eq 1 ] && [ -f "$1" ]; }
is_one_folder() { [ $# -eq 1 ] && [ -d "$1" ]; }
tells_version() { alone "$@" --version | grep -q '^signet [0-9]'; }
is_silent() { [ -z "$(alone "$@" --version 2>&1 >/dev/null)" ]; }
starts_from_cache() {
  alone "$1/runtime/bin/java" "@$1/lib/java.options" "-XX:AOTCache=$1/lib/signet.aot" \
    -XX:AOTMode=on -cp "$1/lib/signet.jar" org.signet.cli.Signet --version >/dev/null
}

# Starts the guard, speaks the beginning of the milter protocol, asks for its numbers, and ends it.
guards() {
  printf '%s\n' 'domains = ["harbour.example"]' '[milter]' 'listen = ["inet:127.0.0.1:0"]' \
    '[http]' 'listen = "127.0.0.1:0"' '[store]' "folder = \"$scratch/store\"" >"$scratch/signet.toml"
  (cd / && exec env -i PATH="$scratch/bin" "$1" serve --config "$scratch/signet.toml") \
    >"$scratch/serve.log" 2>&1 &
  guard=$!
  python3 - "$scratch/serve.log" <<'PYTHON'
import re, socket, sys, time, urllib.request

for _ in range(300):
    said = open(sys.argv[1]).read()
    if "observes" in said:
        break
    time.sleep(0.1)
milter = re.search(r"inet:127\.0\.0\.1:(\d+)", said)
metrics = re.search(r"http://\S+", said)
with socket.create_connection(("127.0.0.1", int(milter[1])), 10) as mta:
    mta.sendall(bytes.fromhex("0000000d4f 00000006 000001ff 001fffff".replace(" ", "")))
    assert mta.recv(5)[4:] == b"O"
assert b"signet_bugs_total 0.0" in urllib.request.urlopen(metrics[0], timeout=10).read()
PYTHON
  answered=$?
  kill "$guard"
  wait "$guard" && [ "$answered" -eq 0 ]
}

has_user() { getent passwd "$1" >/dev/null; }
# Of 100; what a JVM and a network need is left.
is_closed() { systemd-analyze security --offline=true --threshold=20 "$1" >/dev/null; }

# The guard of the package, as its user: it answers like a guard, and keeps what it judged.
guard_answers() {
  cat >/etc/signet/signet.toml <<'TOML'
domains = ["harbour.example"]

[milter]
listen = ["inet:127.0.0.1:18891"]

[store]
folder = "/var/lib/signet/store"
TOML
  mkfifo "$scratch/log"
  runuser -u signet -- signet serve --config /etc/signet/signet.toml >"$scratch/log" 2>&1 &
  guard=$!
  exec 3<"$scratch/log"
  read -r started <&3
  echo "$started"
  signet doctor --config /etc/signet/signet.toml --format json \
    --zone "$here/docs/examples/examples.zone" >"$scratch/doctor"
  kill "$guard"
  wait "$guard"
  cat <&3 >"$scratch/rest"
  exec 3<&-
  grep -q '"topic":"guard","mark":"good"' "$scratch/doctor" || {
    cat "$scratch/doctor" "$scratch/rest"
    return 1
  }
}
keeps_proofs() {
  runuser -u signet -- signet explain --config /etc/signet/signet.toml doctor |
    grep -q harbour.example
}

mkdir "$scratch/bin" "$scratch/other place"
for tool in sh readlink; do
  ln -s "$(command -v $tool)" "$scratch/bin/$tool"
done
check 'there is no Java' [ -z "$(PATH=$scratch/bin command -v java)" ]

set -- "$dist"/signet-*-linux-*.tar.gz
check 'the archive is there, once' is_one_file "$@"
tar -xzf "$1" -C "$scratch/other place"
set -- "$scratch/other place"/signet-*
check 'the archive holds one folder' is_one_folder "$@"
ln -s "$1/bin/signet" "$scratch/link"
check 'unpacked: runs' tells_version "$1/bin/signet"
check 'unpacked: runs through a symbolic link' tells_version "$scratch/link"
check 'unpacked: says nothing else' is_silent "$1/bin/signet"
check 'unpacked: starts from the AOT cache' starts_from_cache "$1"
check 'unpacked: guards' guards "$1/bin/signet"

if command -v dpkg >/dev/null; then
  [ ! -e /etc/signet ] || { echo 'dist: a Signet is configured on this host' && exit 1; }
  set -- "$dist"/signet_*.deb
  check 'the .deb is there, once' is_one_file "$@"
  check 'the .deb: installs' dpkg -i "$1"
  check 'installed: runs' tells_version /usr/bin/signet
  check 'installed: starts from the AOT cache' starts_from_cache /usr/lib/signet
  check 'installed: every file is as packed' [ -z "$(dpkg -V signet)" ]
  check 'installed: names its licences' [ -s /usr/share/doc/signet/copyright ]
  check 'installed: there is a user for the daemon' has_user signet
  check 'installed: keys are for the daemon alone' \
    [ "$(stat -c '%U:%G %a' /var/lib/signet/keys)" = 'signet:signet 750' ]
  check 'installed: the daemon cannot change its configuration' \
    [ "$(stat -c '%U:%G %a' /etc/signet)" = 'root:signet 750' ]
  if command -v systemd-analyze >/dev/null; then
    unit=/usr/lib/systemd/system/signet.service
    check 'installed: systemd understands the unit' systemd-analyze verify "$unit"
    check 'installed: the unit is closed' is_closed "$unit"
  fi
  check 'installed: the guard answers' guard_answers
  check 'installed: the guard keeps proofs' keeps_proofs
  rm -rf /var/lib/signet/store
  check 'installed: is removed' dpkg -r signet
  check 'removed: no program is left' [ ! -e /usr/lib/signet ]
  check 'removed: the keys are left' [ -d /var/lib/signet/keys ]
  check 'purged' dpkg -P signet
  check 'purged: the configuration is gone' [ ! -e /etc/signet ]
fi

echo "dist: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
