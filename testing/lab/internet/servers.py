#!/usr/bin/python3
"""The servers of the small internet that nobody else makes, since they do wrong.

    servers.py FOLDER      as build.py left it; writes FOLDER/servers.ready when all listen

DNS: one that fails on TLSA, a resolver that strips signatures, one that says AD of everything.
SMTP: one that a STARTTLS was stripped from, one that refuses it, one whose answer to it carries
clear text of somebody else. HTTPS: the policies of MTA-STS, with hosts that redirect and so on.
"""

import http.server
import json
import socket
import socketserver
import ssl
import sys
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype

FOLDER = sys.argv[1]
TOLD = json.load(open(FOLDER + "/servers.json"))
ADDRESSES = TOLD["addresses"]
PATIENCE = 5
SIGNATURES = {dns.rdatatype.RRSIG, dns.rdatatype.NSEC, dns.rdatatype.NSEC3}
REDIRECTED_TO = "https://mta-sts.sts-enforce.example/.well-known/mta-sts.txt"


def certified(name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    path = FOLDER + "/certificates/" + name
    context.load_cert_chain(path + ".pem", path + ".key")
    return context


# ---- DNS: each is another server's answer, changed


def fail_on_tlsa(question, ask):
    query = dns.message.from_wire(question)
    if query.question[0].rdtype != dns.rdatatype.TLSA:
        return ask()
    answer = dns.message.make_response(query)
    answer.set_rcode(dns.rcode.SERVFAIL)
    return answer.to_wire()


def strip_signatures(question, ask):
    answer = dns.message.from_wire(ask())
    for section in answer.sections[1:]:
        section[:] = [rrset for rrset in section if rrset.rdtype not in SIGNATURES]
    answer.flags &= ~dns.flags.AD
    return answer.to_wire()


def say_ad(question, ask):
    answer = dns.message.from_wire(ask())
    answer.flags |= dns.flags.AD
    return answer.to_wire()


def relay_udp(question, server):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.settimeout(PATIENCE)
        out.connect((server, 53))
        out.send(question)
        return out.recv(65535)


def relay_tcp(question, server):
    with socket.create_connection((server, 53), PATIENCE) as out:
        out.sendall(len(question).to_bytes(2, "big") + question)
        with out.makefile("rb") as answer:
            return answer.read(int.from_bytes(answer.read(2), "big"))


def start_dns(address, server, change):
    class Udp(socketserver.BaseRequestHandler):
        def handle(self):
            question, back = self.request
            answer = change(question, lambda: relay_udp(question, server))
            back.sendto(answer, self.client_address)

    class Tcp(socketserver.StreamRequestHandler):
        def handle(self):
            while length := self.rfile.read(2):
                question = self.rfile.read(int.from_bytes(length, "big"))
                answer = change(question, lambda: relay_tcp(question, server))
                self.wfile.write(len(answer).to_bytes(2, "big") + answer)

    start(socketserver.ThreadingUDPServer((address, 53), Udp))
    start(socketserver.ThreadingTCPServer((address, 53), Tcp))


# ---- SMTP: each takes all mail, and keeps none


class Stripped(socketserver.StreamRequestHandler):
    """As behind a middlebox that writes over what it does not want seen."""

    offer = "XXXXXXXA"

    def handle(self):
        self.say("220 mail.lab.example ESMTP")
        while line := self.rfile.readline(2000):
            word = line.strip().upper()
            if word.startswith((b"EHLO", b"HELO")):
                self.say("250-mail.lab.example", *self.offers())
            elif word == b"STARTTLS":
                self.start_tls()
            elif word == b"DATA":
                self.say("354 go on")
                while self.rfile.readline(2000) not in (b".\r\n", b""):
                    pass
                self.say("250 2.0.0 taken")
            elif word == b"QUIT":
                self.say("221 2.0.0 bye")
                return
            else:
                self.say("250 2.0.0 ok")

    def offers(self):
        return ["250-" + self.offer] * bool(self.offer) + ["250 8BITMIME"]

    def start_tls(self):
        self.say("502 5.5.1 no such command")

    def say(self, *lines):
        self.wfile.write("".join(line + "\r\n" for line in lines).encode())


class Refusing(Stripped):
    offer = "STARTTLS"

    def start_tls(self):
        self.say("454 4.7.0 TLS is not available")


class Injecting(Stripped):
    offer = "STARTTLS"

    def start_tls(self):
        # One segment: a client that keeps the rest takes it for an answer inside TLS.
        self.say("220 2.0.0 go on", "250-injected.lab.example", "250 AUTH PLAIN")
        self.connection = certified("mail").wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.offer = ""


# ---- HTTPS


class Policies(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def setup(self):
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def do_GET(self):
        how, policy = TOLD["policies"].get(self.headers["Host"], ["has-no-policy", ""])
        status = {"redirects": 301, "has-no-policy": 404}.get(how, 200)
        if self.path != "/.well-known/mta-sts.txt":
            status = 404
        body = policy.encode() if status == 200 else b"nothing here\n"
        self.send_response(status)
        if status == 301:
            self.send_header("Location", REDIRECTED_TO)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        pass


def policy_context():
    """The certificate is chosen by the name that the client asks for."""
    context = certified("policy")
    others = {"has-another-name": certified("another-name"), "is-an-attacker": certified("attacker")}

    def choose(connection, name, _):
        how = TOLD["policies"].get(name, [""])[0]
        connection.context = others.get(how, context)

    context.sni_callback = choose
    return context


def start(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()


class Listener(socketserver.ThreadingTCPServer):
    request_queue_size = 100
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is its own affair."""


def main():
    start_dns(ADDRESSES["dns-tlsa"], TOLD["behind-dns-tlsa"], fail_on_tlsa)
    start_dns(TOLD["stripping"], TOLD["forwarding"], strip_signatures)
    start_dns(TOLD["lying"], TOLD["forwarding"], say_ad)
    for name, kind in (("stripped", Stripped), ("refusing", Refusing), ("injecting", Injecting)):
        start(Listener((ADDRESSES[name], 25), kind))
    web = Listener((ADDRESSES["policy"], 443), Policies)
    web.context = policy_context()
    start(web)
    open(FOLDER + "/servers.ready", "w").close()
    threading.Event().wait()


main()
