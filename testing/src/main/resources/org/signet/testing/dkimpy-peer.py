"""Checks, signs and seals messages with dkimpy, line by line; started with the time to take as now,
or - for the real time.

In:  check TAB message TAB name of the key TAB record, or failed
     verify TAB message
     sign TAB message TAB domain TAB selector TAB a= TAB c= TAB extra or once TAB key
     chain TAB message
     seal TAB message TAB domain TAB selector TAB authserv-id TAB key
Out: result TAB word TAB why, or the message

Every word is the hexadecimal form of its octets, but for the first of a line, failed, and why. The
check and verify come to pass, fail or temperror, with the scripted record or by the real DNS; verify
takes the topmost signature alone, check any. A chain comes to pass, fail or none. To sign or seal
comes to signed or refused; with extra, some names stand in h= more often than the fields are there.
"""

import base64
import sys
import time

import dkim

if sys.argv[1] != "-":
    NOW = int(sys.argv[1])
    time.time = lambda: NOW

EXTRA = (b"from", b"to", b"cc", b"subject", b"date", b"reply-to")


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


def said(error):
    return type(error).__name__ + " " + str(error)


def outcomes(message, lookup):
    signatures = sum(name.lower() == b"dkim-signature" for name, _ in dkim.DKIM(message).headers)
    for at in range(signatures):
        try:
            yield "pass" if dkim.DKIM(message).verify(idx=at, dnsfunc=lookup) else "fail", ""
        except Failed:
            yield "temperror", ""
        except Exception as error:
            yield "fail", said(error)


def check(message, key_name, record):
    seen = list(outcomes(message, resolver(key_name, record)))
    for word in ("pass", "temperror"):
        if any(each == word for each, _ in seen):
            return word, ""
    return "fail", "; ".join(why for _, why in seen)


def verify(message):
    return "pass" if dkim.DKIM(message).verify() else "fail", ""


def seed(key):
    """The private key of an Ed25519 key in PKCS#8: its last 32 octets (RFC 8410 section 7)."""
    lines = key.split(b"\n")
    der = base64.b64decode(b"".join(line for line in lines if not line.startswith(b"-")))
    return base64.b64encode(der[-32:])


def sign(message, domain, selector, algorithm, forms, extra, key):
    signer = dkim.DKIM(message)
    names = signer.default_sign_headers()
    if extra == b"extra":
        names += [name for name in EXTRA]
    field = signer.sign(
        selector,
        domain,
        seed(key) if algorithm == b"ed25519-sha256" else key,
        signature_algorithm=algorithm,
        canonicalize=tuple(forms.split(b"/")),
        include_headers=names,
    )
    return "signed", (field + message).hex()


def chain(message):
    word, _, why = dkim.ARC(message).verify()
    return word.decode(), str(why)


def seal(message, domain, selector, authserv_id, key):
    fields = dkim.ARC(message).sign(selector, domain, key, authserv_id)
    if not fields:
        return "refused", "no set was made"
    return "signed", (b"".join(fields) + message).hex()


def answer(verb, *words):
    if verb == "check":
        return check(*map(bytes.fromhex, words[:2]), words[2])
    verbs = {"verify": verify, "sign": sign, "chain": chain, "seal": seal}
    return verbs[verb](*map(bytes.fromhex, words))


for line in sys.stdin:
    words = line.rstrip("\n").split("\t")
    if words[0] == "end":
        break
    try:
        word, text = answer(*words)
    except Exception as error:
        word, text = "refused" if words[0] in ("sign", "seal") else "fail", ascii(said(error))
    print("result", word, text, sep="\t", flush=True)
