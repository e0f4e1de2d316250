#!/bin/bash
# Whether the lab does as its README says: as root, and as a user who is not, where this is root.

set -u
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A copy, since another user may not be able to read this checkout.
lab=$work/lab
cp "$(dirname "$0")/lab" "$lab"

test_that() {
  local name=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    passed=$((passed + 1))
    echo "ok    $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $name"
    sed 's/^/      /' "$work/said"
  fi
}

mkdir "$work/zones" "$work/broken"
cat >"$work/zones/boats.example.zone" <<'END'
key TXT "first," " second"
www A 192.0.2.80
END
echo 'www A no-address' >"$work/broken/boats.example.zone"
chmod -R a+rX "$work"

answers() {
  [ "$("$@" "$lab" run --zones "$work/zones" kdig +short TXT key.boats.example)" = \
    '"first," " second"' ]
}
knows_no_other_name() {
  "$@" "$lab" run --zones "$work/zones" kdig org.signet.test. | grep -q 'status: NXDOMAIN'
}
needs_no_zone() { "$@" "$lab" run kdig ns.lab | grep -q 'status: NOERROR'; }
refuses_a_broken_zone() {
  ! "$@" "$lab" run --zones "$work/broken" true 2>"$work/why" && grep -q 'boats.example' "$work/why"
}
ends_as_its_command() {
  "$@" "$lab" run sh -c 'exit 9'
  [ $? -eq 9 ]
}
hands_on_input() { [ "$(echo said | "$@" "$lab" run cat)" = said ]; }
owns_every_address() {
  # shellcheck disable=SC2016
  "$@" "$lab" run sh -c 'for a in 192.0.2.1 198.51.100.1 203.0.113.1; do
    ip route get "$a" | grep -q "^local" || exit 1; done'
}
reaches_nothing_else() { ! "$@" "$lab" run ip route get 9.9.9.9; }
leaves_the_host_alone() {
  local before
  before=$(cat /etc/resolv.conf; ls /run)
  "$@" "$lab" run true && [ "$before" = "$(cat /etc/resolv.conf; ls /run)" ]
}

# Its command says that it runs, and would for ever; the pipe is closed when the last process of
# the lab has ended, and not before.
ends_with() {
  local signal=$1 line
  shift
  mkfifo "$work/pipe.$signal"
  "$@" "$lab" run sh -c 'sleep 1000000 & echo running; wait' >"$work/pipe.$signal" &
  exec 3<"$work/pipe.$signal"
  rm "$work/pipe.$signal"
  read -r line <&3
  disown # bash would tell of its death
  [ "$line" = running ] || return
  kill "-$signal" $!
  read -r -t 20 line <&3
  [ $? -eq 1 ] # the end, and not that it took too long
}

as() {
  local who=$1
  shift
  "$@" "$lab" check || return 0
  test_that "$who: answers for a zone" answers "$@"
  test_that "$who: knows no other name" knows_no_other_name "$@"
  test_that "$who: needs no zone" needs_no_zone "$@"
  test_that "$who: refuses a broken zone, and says which" refuses_a_broken_zone "$@"
  test_that "$who: ends as its command does" ends_as_its_command "$@"
  test_that "$who: hands on standard input" hands_on_input "$@"
  test_that "$who: owns every documentation address" owns_every_address "$@"
  test_that "$who: reaches nothing outside" reaches_nothing_else "$@"
  test_that "$who: leaves the host as it was" leaves_the_host_alone "$@"
  test_that "$who: all ends when it is terminated" ends_with TERM "$@"
  test_that "$who: all ends when it is killed" ends_with KILL "$@"
}

says_why_not() {
  mkdir "$work/few"
  ln -s "$(command -v id)" "$work/few/id"
  PATH=$work/few /bin/sh "$lab" check 2>"$work/why"
  [ $? -eq 77 ] && grep -q '^skipped, because' "$work/why"
}

test_that 'says why it does not work' says_why_not
as "$(id -un)"
[ "$(id -u)" -ne 0 ] || as nobody setpriv --reuid nobody --regid nogroup --clear-groups

echo "lab-test: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
