"""Answers checks with pyspf, line by line.

In:  check TAB ip TAB sender TAB helo
Out: ask TAB type TAB name, any number of times, each answered by
In:  found TAB record ... | nothing | failed
Out: result TAB word

Senders, names and records are the hexadecimal form of their octets; a record of TXT is its strings
joined, one of MX a preference, a colon and a name.
"""

import sys

import spf


def send(*words):
    print("\t".join(words), flush=True)


def receive():
    return sys.stdin.readline().rstrip("\n").split("\t")


def text(hexadecimal):
    return bytes.fromhex(hexadecimal).decode("latin-1")


def record(kind, hexadecimal):
    if kind in ("TXT", "SPF"):
        return (bytes.fromhex(hexadecimal),)
    value = text(hexadecimal)
    if kind == "MX":
        preference, name = value.split(":", 1)
        return (int(preference), name)
    return value


def lookup(name, kind, strict=True, timeout=20):
    send("ask", kind, name.encode("latin-1").hex())
    word, *records = receive()
    if word == "failed":
        raise spf.TempError("DNS")
    return [((name, kind), record(kind, each)) for each in records]


spf.DNSLookup = lookup

while True:
    check = receive()
    if check[0] != "check":
        break
    try:
        result, _ = spf.check2(i=check[1], s=text(check[2]), h=text(check[3]), querytime=0)
    except Exception as crash:
        result = type(crash).__name__
    send("result", result)
