"""The zones of the small internet: reads `domains`, signs, and spoils what is to be spoilt."""

import base64
import glob
import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import dns.dnssec
import dns.name
import dns.rdata

DAY = 86400
DEFAULT_ALGORITHM = "ecdsap256sha256"
RSA_BITS = "2048"
HEAD = """\
$ORIGIN {origin}
$TTL 300
@ SOA ns.example. root.example. 1 3600 600 86400 60
@ NS {server}
"""
SIGNATURE = re.compile(r"^(\S+\s+\d+\s+IN\s+RRSIG\s+(\S+)\s.*\s)(\S+)$")


class Zone:
    """A paragraph of `domains`."""

    def __init__(self, words):
        self.name = dns.name.from_text(words[0])
        self.options = words[1:]
        self.about = ""
        self.policy = []
        self.ds = []
        self.lines = []

    @property
    def text(self):
        return self.name.to_text(omit_final_dot=True)

    @property
    def file(self):
        return ("root" if self.text == "." else self.text) + ".zone"

    def option(self, name):
        """What is behind `name:`; empty for the word alone; None where it is absent."""
        for each in self.options:
            word, _, value = each.partition(":")
            if word == name:
                return value
        return None

    @property
    def algorithm(self):
        for word, following in zip(self.options, self.options[1:] + [""]):
            if word == "signed":
                named = following.startswith(("rsa", "ecdsa", "ed"))
                return following if named else DEFAULT_ALGORITHM
        return None


def read(file):
    zones = []
    for line in open(file):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "zone":
            zones.append(Zone(words[1:]))
        elif not zones[-1].about:
            zones[-1].about = line.strip()
        elif words[0] == "policy":
            zones[-1].policy = words[1:]
        elif words[0] == "ds":
            zones[-1].ds = [" ".join(words[1:])]
        else:
            zones[-1].lines.append(line.strip())
    return zones


def hosts(zones, address):
    """The names that have the address {address}."""
    for zone in zones:
        for line in zone.lines:
            owner, kind, data = (line.split(None, 2) + ["", ""])[:3]
            if (kind, data) == ("A", "{" + address + "}"):
                yield dns.name.from_text(owner, zone.name).to_text(omit_final_dot=True)


class Signer:
    """Makes one key for each algorithm; every zone that has the algorithm has that key."""

    def __init__(self, folder, algorithms):
        self.folder = folder
        os.makedirs(folder)
        self.keys = {}
        with ThreadPoolExecutor() as pool:
            list(pool.map(self._generate, algorithms))

    def _generate(self, algorithm):
        own = os.path.join(self.folder, algorithm)
        os.makedirs(own)
        _run("ldns-keygen", "-r", "/dev/urandom", "-a", algorithm.upper(), "-b", RSA_BITS, "-k",
             "example.", cwd=own)
        os.rename(glob.glob(own + "/K*.private")[0], own + ".private")
        with open(glob.glob(own + "/K*.key")[0]) as key:
            record = key.read().split(";")[0].split("DNSKEY")[1]
        self.keys[algorithm] = dns.rdata.from_text("IN", "DNSKEY", record)

    def ds(self, zone):
        """The DS record that the parent of a zone has."""
        if zone.ds or not zone.algorithm or "island" in zone.options:
            return zone.ds
        digest = "SHA1" if "sha1-ds" in zone.options else "SHA256"
        key = self.keys[zone.algorithm]
        # dnspython makes no new record with SHA-1, unless it is to be compared with one.
        return [dns.dnssec.make_ds(zone.name, key, digest, validating=True).to_text()]

    def sign(self, zone, file):
        """Signs a file in its place."""
        with open(file, "a") as text:
            text.write("@ DNSKEY " + self.keys[zone.algorithm].to_text() + "\n")
        now = int(time.time())
        since, until = (str(now - DAY), str(now + 30 * DAY))
        if "expired" in zone.options:
            since, until = ("20200101", "20200201")
        chain = ["-n", "-t", "0"] if {"nsec3", "opt-out"} & set(zone.options) else []
        opt_out = ["-p"] if "opt-out" in zone.options else []
        _run("ldns-signzone", *chain, *opt_out, "-i", since, "-e", until, "-f", file, file,
             os.path.join(self.folder, zone.algorithm))
        spoilt = zone.option("bogus")
        if spoilt is not None:
            _spoil(file, spoilt)


def _spoil(file, kind):
    lines = open(file).read().splitlines()
    with open(file, "w") as out:
        for line in lines:
            found = SIGNATURE.match(line)
            if found and kind in ("", found.group(2)):
                octets = bytearray(base64.b64decode(found.group(3)))
                octets[10] ^= 0xFF
                line = found.group(1) + base64.b64encode(octets).decode()
            out.write(line + "\n")


def write(zones, folder, signer, words):
    """Writes ZONE.zone for each zone into a folder, signed where it is to be."""
    os.makedirs(folder)

    def finish(zone):
        secure, insecure = _delegations(zone, zones, signer)
        # Where unsigned delegations are left out of the chain, they come after signing.
        late = insecure if "opt-out" in zone.options else []
        lines = zone.lines + secure + [line for line in insecure if line not in late]
        text = HEAD.format(origin=zone.name, server=zone.option("ns") or "ns.example.")
        text += "\n".join(lines + _announcement(zone)) + "\n"
        for word, value in words.items():
            text = text.replace("{" + word + "}", value)
        file = os.path.join(folder, zone.file)
        with open(file, "w") as out:
            out.write(text)
        if zone.algorithm:
            signer.sign(zone, file)
        with open(file, "a") as out:
            out.writelines(line + "\n" for line in late)

    with ThreadPoolExecutor() as pool:
        list(pool.map(finish, zones))


def _delegations(parent, zones, signer):
    secure, insecure = [], []
    for zone in zones:
        if zone is parent or zone.name == dns.name.root or zone.name.parent() != parent.name:
            continue
        ds = signer.ds(zone)
        lines = ["%s NS %s" % (zone.name, zone.option("ns") or "ns.example.")]
        lines += ["%s DS %s" % (zone.name, each) for each in ds]
        (secure if ds else insecure).extend(lines)
    return secure, insecure


def _announcement(zone):
    if not zone.policy:
        return []
    return ['_mta-sts TXT "v=STSv1; id=1;"', "mta-sts A {policy}"]


def _run(*command, cwd=None):
    done = subprocess.run(
        command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise SystemExit(" ".join(command) + "\n" + done.stdout)
