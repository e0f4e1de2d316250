package org.signet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.IpAddress;

class ReceivedTest {
  @Test
  void everyPartOfAFieldThatFollowsTheGrammar() {
    var received =
        Received.parse(
            " from mail.example.org (unknown [192.0.2.1])\r\n\tby mx.example.com (Postfix) with"
                + " ESMTPS id 4F2B\r\n\tfor <bob@example.com> (envelope-from <a@example.org>);"
                + "\r\n\tTue, 25 Nov 2025 10:00:00 +0100 (CET)");
    assertThat(received)
        .isEqualTo(
            new Received(
                "mail.example.org",
                Optional.of(IpAddress.of("192.0.2.1")),
                "mx.example.com",
                "ESMTPS",
                "4F2B",
                "bob@example.com",
                Optional.of(ReversePath.parse("a@example.org")),
                Optional.of(Instant.parse("2025-11-25T09:00:00Z"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Postfix, Sendmail, Exim, qmail, Exchange, Google, and others
        "from a.example (b.example [192.0.2.1]) by c                      | a.example   |"
            + " 192.0.2.1",
        "from a.example (IDENT:x@b.example [192.0.2.1] (may be forged)) by | a.example  |"
            + " 192.0.2.1",
        "from b.example ([192.0.2.1]:4711 helo=a.example) by c            | a.example   |"
            + " 192.0.2.1",
        "from [192.0.2.1] (helo=a.example) by c                           | a.example   |"
            + " 192.0.2.1",
        "from b.example ([192.0.2.1:4711] helo=a.example) by c            | a.example   |"
            + " 192.0.2.1",
        "from unknown (HELO a.example) (192.0.2.1) by c                   | a.example   |"
            + " 192.0.2.1",
        "from b.example (EHLO a.example) (user@192.0.2.1) by c            | a.example   |"
            + " 192.0.2.1",
        "from A.example (192.0.2.1) by B (192.0.2.2) with Microsoft       | A.example   |"
            + " 192.0.2.1",
        "from A.example (2001:db8::14) by B with Microsoft                | A.example   |"
            + " 2001:db8::14",
        "from a.example (b. [IPv6:2001:db8::1]) by c                      | a.example   |"
            + " 2001:db8::1",
        "from [192.0.2.1] by c with HTTP                                  | [192.0.2.1] |"
            + " 192.0.2.1",
        "from 192.0.2.1 by c                                              | 192.0.2.1   |"
            + " 192.0.2.1",
        "from a.example [192.0.2.1] by c                                  | a.example   |"
            + " 192.0.2.1",
        // what the client says does not count where the server says what it saw
        "from [203.0.113.9] (b [192.0.2.1]) by c                          | [203.0.113.9] |"
            + " 192.0.2.1",
        "from x(y[203.0.113.9]) (b [192.0.2.1]) (using TLSv1.3) by c      | x           |"
            + " 192.0.2.1",
        "from b ([192.0.2.1] helo=[203.0.113.9]) by c                     | [203.0.113.9] |"
            + " 192.0.2.1",
        "from u (HELO [203.0.113.9]) (192.0.2.1) by c                     | [203.0.113.9] |"
            + " 192.0.2.1",
        "from a ([203.0.113.9]@b [192.0.2.1]) by c                        | a           | 192.0.2.1"
      })
  void theFormsOfServers(String value, String helo, String client) {
    var received = Received.parse(value);
    assertThat(received.helo()).isEqualTo(helo);
    assertThat(received.client()).contains(IpAddress.of(client));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "by mx.example.com with SMTP id x",
        "(qmail 1 invoked from network)",
        "from a.example (b [300.1.1.1]) by c",
        "from a.example (b",
        "from",
        "from by with id for"
      })
  void nothingIsFoundWhereNothingIs(String value) {
    assertThat(Received.parse(value).client()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 21 Nov 1997 09:55:06 -0600        | 1997-11-21T15:55:06Z",
        "21 Nov 97 09:55:06 GMT                 | 1997-11-21T09:55:06Z",
        "21 Nov 03 09:55 EST                    | 2003-11-21T14:55:00Z",
        "Thu, 13 (x (y)) Feb 69 23:32:60 -0330  | 1969-02-14T03:02:59Z",
        "1 Jan 2021 00:00:00                    | 2021-01-01T00:00:00Z",
        "1 Jan 2021 00:00:00.25 ZZZ             | 2021-01-01T00:00:00Z"
      })
  void dates(String text, Instant expected) {
    assertThat(MailDate.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "31 Feb 2021 00:00:00 +0000",
        "1 Foo 2021 00:00:00 +0000",
        "1 Jan 2021",
        "1 Jan 2021 24:00:00 +0000",
        "1 Jan 2021 00:00:00 +9900",
        "\u0661 Jan 2021 00:00:00 +0000",
        "1 Jan 2021 0:0:0:0 +0000"
      })
  void textThatIsNoDate(String text) {
    assertThat(MailDate.parse(text)).isEmpty();
  }

  @Test
  void theEntryIsTheTopmostHopFromOutside() {
    var header =
        new Header.Builder()
            .add("Received", " from localhost (localhost [127.0.0.1]) by mx.example.com")
            .add("Received", " from mx (mx [10.1.2.3]) by mx.example.com")
            .add("Received", " by mx.example.com with LMTP")
            .add("Received", " from a.example (a.example [192.0.2.1]) by mx.example.com")
            .add("Received", " from b.example (b.example [192.0.2.2]) by a.example")
            .build();
    var chain = ReceivedChain.of(header);
    assertThat(chain.hops()).hasSize(5);
    assertThat(chain.entry().orElseThrow().helo()).isEqualTo("a.example");
    assertThat(new ReceivedChain(chain.hops().subList(0, 3)).entry()).isEmpty();
  }

  @Test
  void whatCannotBeReadMayHaveBeenTheEntry() {
    var header =
        new Header.Builder()
            .add("Received", " by 2001:db8::1 with SMTP id x")
            .add("Received", " from root by mx.example.com with local")
            .add("Received", " from unknown (unknown [unknown]) by mx.example.com with ESMTPS")
            .add("Received", " from forged.example (forged.example [192.0.2.1]) by mx.example.com")
            .build();
    var chain = ReceivedChain.of(header);
    assertThat(chain.entry().orElseThrow().helo()).isEqualTo("forged.example");
    var certain = chain.certainEntry(_ -> false).orElseThrow();
    assertThat(certain.helo()).isEqualTo("unknown");
    assertThat(certain.client()).isEmpty();
    assertThat(new ReceivedChain(chain.hops().subList(0, 2)).certainEntry(_ -> false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anyOctetsAreReadInLinearTime(int seed) {
    var random = new Random(seed);
    var valid = "from a (b [192.0.2.1]) by c with d id e for <f>; 1 Jan 2021 00:00:00 +0000 (x)";
    for (int round = 0; round < Rounds.of(4_000); round++) {
      var text = new StringBuilder(valid);
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      assertThat(Received.parse(text.toString())).isNotNull();
    }
    for (var piece :
        new String[] {"(", "[", "[ ", "]", "[] ", "from (", "from [x] ", "(helo=", "; "}) {
      assertThat(Received.parse(piece.repeat(64_000 / piece.length())).client()).isEmpty();
    }
  }
}
