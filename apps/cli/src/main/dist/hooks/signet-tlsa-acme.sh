#!/bin/sh
# A reload command, or renew hook, of acme.sh: hands a renewed certificate to "signet tlsa renew",
# which holds it back until its TLSA record is known everywhere. acme.sh sets Le_Domain,
# CERT_FULLCHAIN_PATH and CERT_KEY_PATH.
#
#   acme.sh --issue -d mx.example.org ... --renew-hook /usr/lib/signet/hooks/signet-tlsa-acme.sh
#
# Configuration: /etc/signet/tlsa-hook.conf (see docs/tlsa.md).
set -eu
: "${Le_Domain:?is set by acme.sh}"
: "${CERT_FULLCHAIN_PATH:?is set by acme.sh}"
: "${CERT_KEY_PATH:?is set by acme.sh}"
exec "$(dirname "$0")/signet-tlsa-hook" "$Le_Domain" "$CERT_FULLCHAIN_PATH" "$CERT_KEY_PATH"
