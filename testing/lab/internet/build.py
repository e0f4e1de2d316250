#!/usr/bin/python3
"""Makes the small internet, in a folder: certificates, zones, and what its servers read.

    build.py FOLDER

Everything is made anew, keys too.
"""

import json
import os
import sys

import certificates
import zones

# What the zones call {name}; servers.py knows the four of the last group by these names.
ADDRESSES = {
    "dns": "192.0.2.1",
    "dns-tlsa": "192.0.2.2",  # in front of a server that serves its zones alone
    "mail": "203.0.113.25",
    "self-signed": "203.0.113.26",
    "attacker": "203.0.113.27",
    "another-name": "203.0.113.28",
    "domain-named": "203.0.113.29",
    "clear": "203.0.113.30",
    "down": "203.0.113.31",
    "stripped": "203.0.113.32",
    "refusing": "203.0.113.33",
    "injecting": "203.0.113.34",
    "policy": "203.0.113.80",
}
BEHIND_DNS_TLSA = "192.0.2.3"
VALIDATING, FORWARDING = "192.0.2.53", "192.0.2.54"
STRIPPING, LYING = "192.0.2.55", "192.0.2.56"
CERTIFIED = ("self-signed", "attacker", "another-name", "domain-named")
PUBLIC = ("mail", "stripped", "refusing", "injecting")

KNOT = """\
server:
  rundir: {run}/knot-{address}
  listen: {address}@53
database:
  storage: {run}/knot-{address}
log:
- target: stderr
  any: warning
zone:
"""

UNBOUND = """\
server:
  interface: {address}
  access-control: 0.0.0.0/0 allow
  directory: {run}
  chroot: ""
  username: ""
  pidfile: {run}/unbound-{address}.pid
  logfile: {run}/unbound-{address}.log
  use-syslog: no
  do-ip6: no
  do-daemonize: yes
  do-not-query-localhost: no
  root-hints: {run}/root.hints
  trust-anchor-file: {run}/root.anchor
  trust-anchor-signaling: no
  module-config: "{modules}"
  val-log-level: 2
  ede: yes
  minimal-responses: no
  aggressive-nsec: no
remote-control:
  control-enable: no
"""

POSTFIX = """\
compatibility_level = 3.6
queue_directory = {run}/postfix/queue
data_directory = {run}/postfix/data
maillog_file = {run}/postfix/log
maillog_file_prefixes = /run
inet_interfaces = all
inet_protocols = ipv4
myhostname = mail.lab.example
mydestination =
alias_maps =
local_recipient_maps =
mynetworks = 127.0.0.0/8
relay_domains = static:all
relay_transport = discard
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_loglevel = 1
"""

SERVICES = """\
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def make_certificates(folder, domains):
    made = certificates.Certificates(folder + "/certificates")
    made.authority("ca")
    made.authority("attacker-ca")
    policies = ["mta-sts." + zone.text for zone in domains if zone.policy]
    mail = [host for address in PUBLIC for host in zones.hosts(domains, address)]
    attacked = list(zones.hosts(domains, "attacker"))
    named = [host.partition(".")[2] for host in zones.hosts(domains, "domain-named")]
    made.host("mail", "ca", mail)
    made.host("policy", "ca", policies)
    made.host("another-name", "ca", ["elsewhere.example"])
    made.host("domain-named", "ca", named)
    made.host("attacker", "attacker-ca", attacked + policies)
    made.expired("self-signed", ["elsewhere.example"])
    return made


def make_zones(folder, domains, made):
    words = dict(ADDRESSES)
    words["zeros"] = "0" * 64
    words["other-key"] = "3 1 1 " + "0" * 64
    words["mail-key"] = "3 1 1 " + made.key_digest("mail")
    words["mail-full-key"] = "3 1 0 " + made.public_key("mail").hex()
    words["self-signed-key"] = "3 1 1 " + made.key_digest("self-signed")
    words["authority"] = "2 1 1 " + made.key_digest("ca")
    signer = zones.Signer(folder + "/keys", {z.algorithm for z in domains if z.algorithm})
    zones.write(domains, folder + "/zones", signer, words)
    root = next(zone for zone in domains if zone.text == ".")
    return signer.ds(root)[0]


def make_dns(folder, domains, anchor):
    others = [zone for zone in domains if zone.option("ns")]
    make_name_server(folder, ADDRESSES["dns"], [zone for zone in domains if zone not in others])
    make_name_server(folder, BEHIND_DNS_TLSA, others)
    save(folder, "root.anchor", ". IN DS " + anchor + "\n")
    save(folder, "root.hints", ". 3600 NS ns.example.\nns.example. 3600 A %(dns)s\n" % ADDRESSES)
    resolvers = {VALIDATING: "validator iterator", FORWARDING: "iterator"}
    for address, modules in resolvers.items():
        text = UNBOUND.format(run=folder, address=address, modules=modules)
        save(folder, "unbound-" + address + ".conf", text)


def make_name_server(folder, address, served):
    text = KNOT.format(run=folder, address=address)
    for zone in served:
        text += '- domain: "%s"\n  file: "%s/zones/%s"\n' % (zone.name, folder, zone.file)
    save(folder, "knot-%s/knot.conf" % address, text)


def make_mail(folder, made):
    services = SERVICES
    for name in ("mail", "clear") + CERTIFIED:
        services += ADDRESSES[name] + ":25 inet n - n - - smtpd\n"
        if name == "clear":
            services += "  -o smtpd_tls_security_level=none\n"
        else:
            chain, key = made.path(name), made.path(name).replace(".pem", ".key")
            services += "  -o smtpd_tls_chain_files=%s,%s\n" % (key, chain)
    save(folder, "postfix/etc/main.cf", POSTFIX.format(run=folder))
    save(folder, "postfix/etc/master.cf", services)


def make_servers(folder, domains):
    policies = {}
    for zone in domains:
        if zone.policy:
            mode, patterns = zone.policy[0], zone.policy[1:]
            lines = ["version: STSv1", "mode: " + mode, *("mx: " + p for p in patterns)]
            text = "\r\n".join(lines + ["max_age: 86400", ""])
            policies["mta-sts." + zone.text] = [zone.option("policy-host") or "", text]
    told = {
        "addresses": ADDRESSES,
        "behind-dns-tlsa": BEHIND_DNS_TLSA,
        "forwarding": FORWARDING,
        "stripping": STRIPPING,
        "lying": LYING,
        "policies": policies,
    }
    save(folder, "servers.json", json.dumps(told, indent=1))


def save(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def main():
    folder = sys.argv[1]
    domains = zones.read(os.path.join(os.path.dirname(os.path.realpath(__file__)), "domains"))
    made = make_certificates(folder, domains)
    anchor = make_zones(folder, domains, made)
    make_dns(folder, domains, anchor)
    make_mail(folder, made)
    make_servers(folder, domains)
    os.link(made.path("ca"), folder + "/ca.pem")
    mail = [zone for zone in domains if len(zone.name) > 2]  # not the root, no top-level domain
    save(folder, "domains", "".join("%s\t%s\n" % (zone.text, zone.about) for zone in mail))


main()
