package org.signet.setup.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Configuration;
import org.signet.message.Address;
import org.signet.message.Host;
import org.signet.message.ReversePath;
import org.signet.smtp.Delivery;
import org.signet.smtp.Opened;
import org.signet.smtp.Patience;
import org.signet.smtp.Reply;
import org.signet.smtp.SmtpClient;
import org.signet.smtp.SmtpExplainer;
import org.signet.smtp.Transmission;
import org.signet.verifier.World;

/// Sends a message the whole way: to the mail server, past the guard, out, and into a mailbox that
/// can be read; and looks at what arrived.
///
/// @param submission where the mail server takes mail of this host
/// @param mailbox where it arrives; empty where nobody here can see it
/// @param patience how long it may take on its way
public record SendCheck(
    Configuration configuration,
    InetSocketAddress submission,
    Optional<Path> mailbox,
    Duration patience,
    World world,
    RandomGenerator random) {
  private static final String TOPIC = "mail";
  private static final int SHOWN = 200;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// What comes of a message to this address.
  public List<Finding> to(Address address) {
    var domain = configuration.domains().getFirst();
    var from = new Address("postmaster", new Host.Named(domain, domain.text()));
    var letter = TestLetter.write(domain, from, address, world.clock().instant(), random);
    var findings = new ArrayList<Finding>();
    if (submit(letter, findings)) {
      mailbox.ifPresentOrElse(
          place -> findings.addAll(arrival(letter, new Mailbox(place))),
          () -> findings.add(unseen(letter)));
    }
    return findings;
  }

  private static Finding unseen(TestLetter letter) {
    return Finding.of(
            TOPIC,
            Mark.NOTE,
            "What arrives at "
                + letter.to()
                + " can only be seen there. It has the Message-ID "
                + letter.id()
                + ".")
        .mend("save it, and ask signet verify FILE; or name a mailbox of this host by --mailbox");
  }

  // Submission.

  /// Whether the mail server has the message.
  private boolean submit(TestLetter letter, List<Finding> findings) {
    var client = new SmtpClient(configuration.domains().getFirst(), Patience.of(patience));
    switch (client.open(submission)) {
      case Opened.Lost(var loss) ->
          findings.add(
              Finding.of(
                  TOPIC,
                  Mark.BAD,
                  "The mail server was not reached at "
                      + where()
                      + ". "
                      + SmtpExplainer.explain(loss).sentence()));
      case Opened.Declined(var greeting) -> findings.add(refused(greeting));
      case Opened.Ready(var session, _) -> {
        try (session) {
          var transmission =
              new Transmission(
                  new ReversePath.Mailbox(letter.from()), List.of(letter.to()), Set.of());
          var delivery = session.deliver(transmission, new ByteArrayInputStream(letter.octets()));
          var finding = submitted(letter, delivery);
          findings.add(finding);
          return finding.mark() == Mark.GOOD;
        } catch (IOException e) {
          throw new IllegalStateException("octets in memory can be read", e);
        }
      }
    }
    return false;
  }

  private String where() {
    return submission.getHostString() + ":" + submission.getPort();
  }

  private Finding submitted(TestLetter letter, Delivery delivery) {
    return switch (delivery) {
      case Delivery.Finished(_, var last) when last.isPositive() ->
          Finding.of(
              TOPIC,
              Mark.GOOD,
              "The mail server took a message to " + letter.to() + ": " + said(last) + ".");
      case Delivery.Finished(_, var last) -> refused(last);
      case Delivery.SenderRefused(var reply) -> refused(reply);
      case Delivery.RecipientsRefused(var replies) -> refused(replies.getFirst());
      case Delivery.DataRefused(_, var reply) -> refused(reply);
      case Delivery.Lacking(var need) ->
          Finding.of(TOPIC, Mark.BAD, "The mail server does not offer " + need + ".");
      case Delivery.Unsendable _ ->
          throw new IllegalStateException("a message of our own has proper lines");
      case Delivery.Lost(var loss) ->
          Finding.of(
              TOPIC,
              Mark.UNKNOWN,
              "The mail server was lost on the way. " + SmtpExplainer.explain(loss).sentence());
    };
  }

  private static Finding refused(Reply reply) {
    return Finding.of(
            TOPIC,
            reply.isTransient() ? Mark.UNKNOWN : Mark.BAD,
            "The mail server does not take a message of this host: " + said(reply) + ".")
        .mend("look into its log; 451 4.7.1 is a guard that does not answer");
  }

  private static String said(Reply reply) {
    return reply.printable(SHOWN).strip();
  }

  // Arrival.

  private List<Finding> arrival(TestLetter letter, Mailbox place) {
    long began = System.nanoTime();
    try {
      var found = place.find(letter.id());
      while (found.isEmpty() && System.nanoTime() - began < patience.toNanos()) {
        Thread.sleep(PAUSE);
        found = place.find(letter.id());
      }
      if (found.isPresent()) {
        return new Arrived(letter.text(), found.get(), configuration, world).findings();
      }
    } catch (IOException e) {
      return List.of(
          Finding.of(
              TOPIC,
              Mark.UNKNOWN,
              place.place()
                  + " cannot be read: "
                  + Ascii.printable(String.valueOf(e.getMessage()), SHOWN)
                  + "."));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return List.of(
        Finding.of(
                TOPIC,
                Mark.BAD,
                "The message has not arrived in "
                    + place.place()
                    + " within "
                    + patience.toSeconds()
                    + " seconds.")
            .mend("mailq says where it is; the log of the mail server, why"));
  }
}
