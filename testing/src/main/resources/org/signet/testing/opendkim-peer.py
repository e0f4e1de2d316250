"""Checks and signs messages with the daemon of OpenDKIM, as a mail server does: by the milter
protocol, version 6. What it reads and writes is as dkimpy-peer.py says; it knows verify and sign.
Its files are in the current folder.
"""

import os
import re
import socket
import struct
import subprocess
import sys
import time

VERSION = 6
EVERY_ACTION = 0x1FF
HEADER_VALUES_KEEP_THEIR_LEADING_SPACE = 0x100000
CHUNK = 65535

VERIFYING = """
Mode v
AlwaysAddARHeader yes
MaximumSignaturesToVerify 100
"""

SIGNING = """
Mode s
Canonicalization {forms}
SignatureAlgorithm {algorithm}
KeyTable csl:key={domain}:{selector}:{key}
SigningTable refile:{signing_table}
{oversign}
"""

# A message comes from outside in the one mode, from inside in the other.
USUAL = """
Socket local:{socket}
Nameservers {server}
AuthservID peer
InternalHosts {inside}
RequireSafeKeys no
MaximumHeaders 0
Syslog no
"""


class Refused(Exception):
    pass


def write(file, octets):
    with open(file, "wb") as out:
        out.write(octets)


def server():
    """OpenDKIM reads no resolv.conf; it would start at the root."""
    with open("/etc/resolv.conf") as conf:
        return re.search(r"(?m)^nameserver\s+(\S+)", conf.read())[1]


class Daemon:
    """An OpenDKIM with these settings."""

    running = 0

    def __init__(self, settings, inside):
        Daemon.running += 1
        self.address = "opendkim-%d" % Daemon.running
        file = self.address + ".conf"
        write(file, (settings + USUAL.format(socket=self.address, inside=inside, server=server())).encode())
        self.process = subprocess.Popen(["/usr/sbin/opendkim", "-f", "-x", file])

    def session(self):
        while True:
            try:
                return Session(self.address)
            except (FileNotFoundError, ConnectionRefusedError):
                if self.process.poll() is not None:
                    raise Refused("opendkim has ended")
                time.sleep(0.01)


class Session:
    """One message, handed over."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(address)
        offer = struct.pack(
            "!III", VERSION, EVERY_ACTION, HEADER_VALUES_KEEP_THEIR_LEADING_SPACE
        )
        self.send(b"O", offer)
        self.receive()

    def send(self, command, data=b""):
        self.socket.sendall(struct.pack("!I", 1 + len(data)) + command + data)

    def read(self, length):
        octets = b""
        while len(octets) < length:
            more = self.socket.recv(length - len(octets))
            if not more:
                raise Refused("opendkim hung up")
            octets += more
        return octets

    def receive(self):
        (length,) = struct.unpack("!I", self.read(4))
        packet = self.read(length)
        return packet[:1], packet[1:]

    def step(self, command, data=b""):
        self.send(command, data)
        reply, _ = self.receive()
        if reply != b"c":
            raise Refused("opendkim said %r to %r" % (reply, command))

    def inserted(self, message):
        """The fields that OpenDKIM puts on top of a message."""
        header, _, body = message.partition(b"\r\n\r\n")
        if body and not body.endswith(b"\r\n"):
            body += b"\r\n"  # what comes over SMTP ends so (RFC 5321 section 4.1.1.4)
        self.step(b"C", b"mail.example\0004" + struct.pack("!H", 25) + b"192.0.2.9\0")
        self.step(b"H", b"mail.example\0")
        self.step(b"M", b"<alice@signer.example>\0")
        self.step(b"R", b"<bob@example>\0")
        self.step(b"T")
        for field in re.split(rb"\r\n(?![ \t])", header):
            name, _, value = field.partition(b":")
            self.step(b"L", name + b"\0" + value.replace(b"\r\n", b"\n") + b"\0")
        self.step(b"N")
        for at in range(0, len(body), CHUNK):
            self.step(b"B", body[at : at + CHUNK])
        self.send(b"E")
        fields = []
        while True:
            reply, data = self.receive()
            if reply == b"c" or reply == b"a":
                return fields
            if reply == b"i":
                name, value, _ = data[4:].split(b"\0")
                fields.append((name, value))
            elif reply not in b"hmp":
                raise Refused("opendkim said %r at the end" % reply)

    def end(self):
        self.socket.close()


daemons = {}


def inserted(settings, inside, message):
    if settings not in daemons:
        daemons[settings] = Daemon(settings, inside)
    session = daemons[settings].session()
    try:
        return session.inserted(message)
    finally:
        session.end()


def topmost(message):
    """A pattern for the result of the first signature: OpenDKIM tells them by the start of b=."""
    field = re.search(rb"(?mi)^dkim-signature[ \t]*:((?:[^\r]|\r\n[ \t])*)", message)[1]
    start = re.search(rb";b=([^;]{8})", b";" + re.sub(rb"\s", b"", field))[1]
    return re.compile(rb"(?s)dkim=(\w+)(?:(?!dkim=).)*header\.b=\"?" + re.escape(start))


def verify(message):
    for name, value in inserted(VERIFYING, "csl:203.0.113.1", message):
        if name == b"Authentication-Results":
            result = topmost(message).search(value)
            return "pass" if result and result[1] == b"pass" else "fail", ascii(value)
    return "fail", "no Authentication-Results"


def sign(message, domain, selector, algorithm, forms, extra, key):
    write("key", key)
    write("all", b"* key\n")
    settings = SIGNING.format(
        forms=forms.decode(),
        algorithm=algorithm.decode(),
        domain=domain.decode(),
        selector=selector.decode(),
        key=os.path.abspath("key"),
        signing_table=os.path.abspath("all"),
        oversign="OversignHeaders From,To,Cc,Subject,Date,Reply-To" if extra == b"extra" else "",
    )
    for name, value in inserted(settings, "csl:192.0.2.0/24", message):
        if name == b"DKIM-Signature":
            return "signed", (name + b":" + value.replace(b"\n", b"\r\n") + b"\r\n" + message).hex()
    return "refused", "no signature was made"


for line in sys.stdin:
    verb, *words = line.rstrip("\n").split("\t")
    if verb == "end":
        break
    try:
        verbs = {"verify": verify, "sign": sign}
        word, text = verbs[verb](*map(bytes.fromhex, words))
    except Exception as error:
        word = "refused" if verb == "sign" else "fail"
        text = ascii(type(error).__name__ + " " + str(error))
    print("result", word, text, sep="\t", flush=True)

for daemon in daemons.values():
    daemon.process.kill()
