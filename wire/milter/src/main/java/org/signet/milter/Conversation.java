package org.signet.milter;

import java.util.Optional;

/// What is known of an SMTP session, and what the filter and the MTA agreed on. It changes while
/// the session goes on, and belongs to the thread that calls the filter.
public final class Conversation {
  private static final Client NOT_TOLD = new Client.Unknown("", "");

  private final long number;
  private final Macros macros = new Macros();
  private Negotiation negotiation = Negotiation.NONE;
  private Client client = NOT_TOLD;
  private String greeting = "";

  Conversation(long number) {
    this.number = number;
  }

  /// Which connection to the server it is, from 1.
  public long number() {
    return number;
  }

  public Client client() {
    return client;
  }

  /// The argument of HELO or EHLO as it came, empty where none was told.
  public String greeting() {
    return greeting;
  }

  public Optional<String> macro(String name) {
    return macros.value(name);
  }

  /// Whether the filter asked for the action and the MTA lets it.
  public boolean allows(Action action) {
    return negotiation.allows(action);
  }

  /// Whether the values of fields are octet for octet as the MTA has them. Where they are not, one
  /// space behind the colon is a guess: the MTA sends fields with it and without in the same form.
  public boolean fieldsAreExact() {
    return negotiation.keepsLeadingSpace();
  }

  Macros macros() {
    return macros;
  }

  Negotiation negotiation() {
    return negotiation;
  }

  void agreed(Negotiation agreed) {
    negotiation = agreed;
  }

  void connected(Client who) {
    client = who;
    macros.reached(Step.CONNECT.command);
  }

  void greeted(String helo) {
    greeting = helo;
    macros.reached(Step.HELO.command);
  }

  /// Another client comes on the same socket.
  void beginAnew() {
    client = NOT_TOLD;
    greeting = "";
    macros.forget();
  }
}
