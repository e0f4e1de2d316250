package org.signet.verifier;

/// What a person reads who unpacks a bundle and knows nothing of it.
final class BundleReadme {
  static final String TEXT =
      """
      Evidence about one mail message, gathered by Signet.

      Check it, now or years later, without a network:

          signet evidence verify BUNDLE

      What is in it
        message.eml    the message, octet for octet as it was judged
        envelope.txt   when it was judged, and what was known of how it came: the address of the
                       sending host, the name it gave (HELO), and where errors were to go (MAIL FROM)
        dns.zone       every answer that the DNS gave then, as zone text; among them the public
                       keys. Where a zone is signed (DNSSEC), its signatures are there too, with
                       all that leads to them from the root of the DNS
        verdict.txt    what was concluded, in words
        results.txt    the same as an Authentication-Results field (RFC 8601)
        verdict.json   the same for programs

      What it proves
        A DKIM signature in message.eml that fits a public key in dns.zone was made by whoever held
        the private key, over exactly the signed parts of this message. Any DKIM program can check
        that, with the key from dns.zone in place of the DNS.
        That the key was the domain's is provable where dns.zone holds the signatures of the DNS.
        Where it does not, the key is what the DNS said to the one who made this bundle, and rests
        on that one's word.

      What it does not prove
        When it was gathered. The time in envelope.txt is a claim; a signature may state the time
        at which it was made (t=), and the signatures of the DNS the days on which they held.
        The envelope. It is what the receiving server said.

      The message may be private: whoever has the bundle can read it.
      """;

  private BundleReadme() {}
}
