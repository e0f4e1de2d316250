"""Checks messages with dkimpy, line by line; started with the time to take as now.

In:  check TAB message TAB name of the key TAB record, or failed
Out: result TAB pass, fail or temperror TAB why

Message, name and record are the hexadecimal form of their octets.
"""

import sys
import time

import dkim

NOW = int(sys.argv[1])
time.time = lambda: NOW


class Failed(Exception):
    pass


def resolver(key_name, record):
    def lookup(name, timeout=5):
        if name.rstrip(b".").lower() != key_name:
            return None
        if record == "failed":
            raise Failed
        return bytes.fromhex(record)

    return lookup


def outcomes(message, lookup):
    signatures = sum(name.lower() == b"dkim-signature" for name, _ in dkim.DKIM(message).headers)
    for at in range(signatures):
        try:
            yield "pass" if dkim.DKIM(message).verify(idx=at, dnsfunc=lookup) else "fail", ""
        except Failed:
            yield "temperror", ""
        except Exception as error:
            yield "fail", type(error).__name__ + " " + str(error)


def check(message, lookup):
    try:
        seen = list(outcomes(message, lookup))
    except Exception as error:
        return "fail", type(error).__name__ + " " + str(error)
    for word in ("pass", "temperror"):
        if any(each == word for each, _ in seen):
            return word, ""
    return "fail", "; ".join(why for _, why in seen)


for line in sys.stdin:
    words = line.rstrip("\n").split("\t")
    if words[0] != "check":
        break
    lookup = resolver(bytes.fromhex(words[2]), words[3])
    word, why = check(bytes.fromhex(words[1]), lookup)
    print("result", word, ascii(why), sep="\t", flush=True)
