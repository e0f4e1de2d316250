package org.signet.tlsrpt;

/// What is wrong with a report.
public enum Defect {
  /// It is no JSON, or not whole.
  NOT_JSON("it is no JSON, or not whole"),
  /// It is compressed, and cannot be unpacked.
  BROKEN_GZIP("it cannot be unpacked"),
  /// It unpacks to more octets than any report has, or to suspiciously many.
  TOO_LARGE("it is too large, or unpacks to too much"),
  /// It is deeper, or has a longer text, a longer number or more parts than any report has.
  BEYOND_LIMITS("it goes beyond the limits of a report"),
  /// Something stands behind its end.
  MORE_BEHIND("something stands behind its end"),
  /// It is not an object.
  NO_OBJECT("it is not an object"),
  /// A member that every report has is not there.
  MISSING("a member is missing"),
  /// A member occurs twice: the first counts.
  REPEATED("a member occurs twice"),
  /// A member has another type of JSON than it should.
  WRONG_TYPE("a member has the wrong type"),
  /// One thing stands where a list of such things should.
  NO_ARRAY("one value stands where an array should"),
  /// A count is no number of sessions: what it counts is left out.
  NO_COUNT("a count is no number of sessions"),
  /// A count is written in another way than JSON numbers are.
  ODD_COUNT("a count is written oddly"),
  /// A time is none: without both, there is no report.
  NO_TIME("a time is none"),
  /// A time is written in another way than RFC 3339 has it.
  ODD_TIME("a time is written oddly"),
  /// The end is before the start, or they are years apart.
  ODD_SPAN("the time it is about cannot be"),
  /// An address is none: it is left out.
  NO_ADDRESS("an IP address is none"),
  /// A word that the standard does not know.
  UNKNOWN_WORD("a word that the standard does not know"),
  /// The sums are not those of the parts.
  ODD_SUM("the failures do not add up to their sum");

  private final String words;

  Defect(String words) {
    this.words = words;
  }

  /// What is wrong, as a sentence without its end.
  public String words() {
    return words;
  }
}
