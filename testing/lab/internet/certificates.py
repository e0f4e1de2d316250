"""The certificates of the small internet: two authorities, one of them an attacker's."""

import base64
import hashlib
import os
import subprocess

DAYS = 30
KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

# `openssl ca` is needed for the one thing that `openssl req` cannot: a certificate of the past.
CA_CONF = """\
[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
default_md = sha256
policy = policy
rand_serial = yes
copy_extensions = copy
[policy]
commonName = supplied
"""


class Certificates:
    """In a folder: NAME.pem with the chain, and NAME.key."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder)

    def authority(self, name):
        self._openssl(
            "req", "-x509", *KEY, "-keyout", name + ".key", "-out", name + ".pem", "-days",
            str(DAYS), "-subj", "/O=Lab/CN=" + name,
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")

    def host(self, name, authority, hosts):
        """For hosts, with the certificate of the authority behind it, as DANE-TA wants it."""
        self._openssl(
            "req", "-x509", "-CA", authority + ".pem", "-CAkey", authority + ".key", *KEY,
            "-keyout", name + ".key", "-out", name + ".pem", "-days", str(DAYS),
            "-subj", "/O=Lab", *self._names(hosts),
            "-addext", "basicConstraints=critical,CA:FALSE",
            "-addext", "extendedKeyUsage=serverAuth")
        with open(self.path(name), "a") as chain, open(self.path(authority)) as its:
            chain.write(its.read())

    def expired(self, name, hosts):
        """Self-signed, of January 2020."""
        with open(os.path.join(self.folder, "ca.conf"), "w") as conf:
            conf.write(CA_CONF)
        open(os.path.join(self.folder, "index"), "w").close()
        self._openssl(
            "req", "-new", *KEY, "-keyout", name + ".key", "-out", name + ".csr",
            "-subj", "/CN=" + hosts[0], *self._names(hosts))
        self._openssl(
            "ca", "-batch", "-config", "ca.conf", "-selfsign", "-notext",
            "-keyfile", name + ".key", "-in", name + ".csr", "-out", name + ".pem",
            "-startdate", "20200101000000Z", "-enddate", "20200201000000Z")

    def path(self, name):
        return os.path.join(self.folder, name + ".pem")

    def key_digest(self, name):
        return hashlib.sha256(self.public_key(name)).hexdigest()

    def public_key(self, name):
        pem = self._openssl("x509", "-in", name + ".pem", "-noout", "-pubkey").splitlines()
        return base64.b64decode("".join(pem[1:-1]))

    @staticmethod
    def _names(hosts):
        return ["-addext", "subjectAltName=critical," + ",".join("DNS:" + host for host in hosts)]

    def _openssl(self, *arguments):
        done = subprocess.run(
            ["openssl", *arguments], cwd=self.folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise SystemExit("openssl " + " ".join(arguments) + "\n" + done.stderr)
        return done.stdout
