"""What unbound says of each name that mail to a domain needs: reads domains, a line each, and writes
DOMAIN NAME TYPE secure|insecure|bogus|failed, a line for each question.
"""

import sys

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype

SERVER = sys.argv[1]
PATIENCE = 20


def ask(name, kind, *flags):
    question = dns.message.make_query(name, kind, want_dnssec=True)
    for flag in flags:
        question.flags |= flag
    answer, _ = dns.query.udp_with_fallback(question, SERVER, PATIENCE)
    return answer


def opinion(name, kind):
    answer = ask(name, kind)
    if answer.rcode() in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return "secure" if answer.flags & dns.flags.AD else "insecure"
    # Checking is disabled: who answers now failed for what the check found.
    unchecked = ask(name, kind, dns.flags.CD)
    return "failed" if unchecked.rcode() == dns.rcode.SERVFAIL else "bogus"


def hosts(domain):
    answer = ask(domain, "MX", dns.flags.CD).answer
    records = [record for rrset in answer if rrset.rdtype == dns.rdatatype.MX for record in rrset]
    names = [record.exchange.to_text() for record in records] or [domain]
    return [name for name in names if name != "."]


def names(domain):
    yield domain, "MX"
    yield "_mta-sts." + domain, "TXT"
    for host in hosts(domain):
        yield host, "A"
        yield host, "AAAA"
        yield "_25._tcp." + host, "TLSA"


for line in sys.stdin:
    domain = line.strip()
    for name, kind in names(domain + "."):
        print(domain, name, kind, opinion(name, kind), flush=True)
