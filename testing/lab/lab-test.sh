#!/bin/bash
# Whether the lab does as its README says: as root, and as a user who is not, where this is root.

set -u
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A copy, since another user may not be able to read this checkout.
lab=$work/lab
cp -r "$(dirname "$0")"/lab "$(dirname "$0")"/internet "$work"

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

# ---- the internet

# One for all questions, each answered in a line or more behind "= NAME".
cat >"$work/questions" <<'END'
dig() { kdig +dnssec "$@" | grep -e '^;; ->>' -e '^;; Flags' -e RRSIG; }
ask() { echo "= $1"; shift; "$@" 2>&1; }
post() { posttls-finger -c -l dane -L summary -F /run/lab/ca.pem "$1"; }
policy() {
  host=mta-sts.$1
  printf 'GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$host" |
    openssl s_client -quiet -ign_eof -connect 203.0.113.80:443 -servername "$host" \
      -CAfile /run/lab/ca.pem -verify_hostname "$host" -verify_return_error
}
ask secure dig good.example MX
ask insecure dig unsigned.net MX
ask bogus dig bogus.example MX
ask expired dig expired.example MX
ask without dig +cd expired.example MX
ask denied dig _25._tcp.mx.no-tlsa.example TLSA
ask failing dig _25._tcp.mx.tlsa-servfail.example TLSA
ask forwarded dig @192.0.2.54 good.example MX
ask stripped dig @192.0.2.55 good.example MX
ask lying dig @192.0.2.56 unsigned.net MX
ask good post good.example
ask attacked post attacked.example
ask no-starttls post stripped.example
ask policy policy sts-enforce.example
ask redirect policy sts-redirect.example
ask other-name policy sts-host-name.example
exit 0
END
said() { sed -n "/^= $1\$/,/^= /p" "$work/answers" | grep -q -- "$2"; }
never_said() { ! said "$1" "$2"; }
makes_an_internet() { "$lab" internet sh "$work/questions" >"$work/answers"; }
is_for_root() { [ $? -eq 77 ] && grep -q '^skipped, because' "$work/why"; }
refuses_others() {
  setpriv --reuid nobody --regid nogroup --clear-groups "$lab" internet true 2>"$work/why"
  is_for_root
}

internet() {
  "$lab" check internet || return 0
  test_that 'internet: starts' makes_an_internet
  test_that 'internet: a signed zone is secure' said secure 'Flags:.* ad;'
  test_that 'internet: an unsigned zone is not' never_said insecure 'Flags:.* ad;'
  test_that 'internet: but is there' said insecure NOERROR
  test_that 'internet: spoilt signatures are bogus' said bogus SERVFAIL
  test_that 'internet: signatures of 2020 are bogus' said expired SERVFAIL
  test_that 'internet: and are there' said without NOERROR
  test_that 'internet: what is not there is secure, too' said denied 'Flags:.* ad;'
  test_that 'internet: a server fails on TLSA' said failing SERVFAIL
  test_that 'internet: a resolver does not validate' never_said forwarded 'Flags:.* ad;'
  test_that 'internet: and hands on signatures' said forwarded RRSIG
  test_that 'internet: a resolver strips signatures' never_said stripped RRSIG
  test_that 'internet: a resolver lies' said lying 'Flags:.* ad;'
  test_that 'internet: Postfix takes mail for whose key is pinned' said good '^.*: Verified TLS'
  test_that 'internet: an attacker has another key' said attacked 'no matching DANE TLSA'
  test_that 'internet: STARTTLS is stripped' never_said no-starttls 'TLS connection'
  test_that 'internet: a policy is served' said policy '^mx: mx.sts-enforce.example'
  test_that 'internet: a policy host redirects' said redirect '^Location: https://'
  test_that 'internet: a policy host has another name' said other-name 'hostname mismatch'
  [ "$(id -u)" -ne 0 ] || test_that 'internet: says that it is for root' refuses_others
}

test_that 'says why it does not work' says_why_not
as "$(id -un)"
[ "$(id -u)" -ne 0 ] || as nobody setpriv --reuid nobody --regid nogroup --clear-groups
internet

echo "lab-test: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
