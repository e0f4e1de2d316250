package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.Problem;

/// A DMARC Policy Record (RFC 9989 §4.7): what a domain's owner asks of those who receive mail in
/// the domain's name.
///
/// @param text as published, its strings joined, one char per octet
/// @param p the policy for the domain itself; [Policy#NONE] where it is assumed
/// @param sp the policy for existing sub-domains, where one is published
/// @param np the policy for sub-domains that do not exist, where one is published
/// @param adkim how close a DKIM domain must be to the author's
/// @param aspf how close an SPF domain must be to the author's
/// @param psd whether the domain says that it is a public suffix
/// @param testing whether the owner asks for one level less than the policy (`t=y`)
/// @param fo which failures are to be reported to `ruf`
/// @param rua where aggregate reports go: the entries that are URIs
/// @param ruf where failure reports go: the entries that are URIs
/// @param unknown tags that RFC 9989 does not know or no longer has, which mean nothing
/// @param flaws everything that was set aside because it does not follow its grammar (§4.8)
/// @param assumed why `p=none` is assumed: the published policy is missing or invalid (§4.10.1)
public record DmarcRecord(
    String text,
    Policy p,
    Optional<Policy> sp,
    Optional<Policy> np,
    Mode adkim,
    Mode aspf,
    Psd psd,
    boolean testing,
    Set<FailureOption> fo,
    List<ReportUri> rua,
    List<ReportUri> ruf,
    List<Tag> unknown,
    List<Problem> flaws,
    Optional<Problem> assumed) {

  /// Tags of a record that are read.
  public static final int MOST_TAGS = 100;

  /// Entries of `rua` or `ruf` that are read.
  public static final int MOST_URIS = 50;

  private static final Clause VERSION = RFC9989.section("4.7");

  /// How close an authenticated domain must be to the author's (§4.4).
  public enum Mode {
    /// Of the same organisation.
    RELAXED,
    /// The same name.
    STRICT
  }

  /// What the record says about the domain's place (§4.7).
  public enum Psd {
    /// It is a public suffix: what is registered below it belongs to others.
    YES,
    /// It is an organisation's domain, whatever stands above it.
    NO,
    /// It does not say.
    UNSAID
  }

  /// When a failure report is wanted (§4.7, `fo`).
  public enum FailureOption {
    /// `0`: neither mechanism gave an aligned pass.
    NONE_PASSED,
    /// `1`: one of them did not.
    ANY_FAILED,
    /// `d`: a signature failed.
    DKIM_FAILED,
    /// `s`: SPF failed.
    SPF_FAILED
  }

  /// One pair of the record.
  public record Tag(String name, String value) {}

  public DmarcRecord {
    fo = Set.copyOf(fo);
    rua = List.copyOf(rua);
    ruf = List.copyOf(ruf);
    unknown = List.copyOf(unknown);
    flaws = List.copyOf(flaws);
  }

  /// Whether a TXT record is a DMARC record at all: its first tag is `v` and the value is exactly
  /// `DMARC1`, letters of the value in upper case (§4.7, §4.8).
  public static boolean isRecord(String text) {
    var in = new Cursor(text);
    if (!in.takeIgnoreCase("v")) {
      return false;
    }
    in.skipWhile(Ascii::isBlank);
    if (!in.take('=')) {
      return false;
    }
    in.skipWhile(Ascii::isBlank);
    for (var c : "DMARC1".toCharArray()) {
      if (!in.take(c)) {
        return false;
      }
    }
    in.skipWhile(Ascii::isBlank);
    return in.atEnd() || in.peek() == ';';
  }

  /// Reads a record. Malformed where it is none, and where a tag that means something occurs twice,
  /// so that nobody can say which is meant (RFC 6376 §3.2); every other error is set aside (§4.8).
  public static Parsed<DmarcRecord> parse(String text) {
    if (!isRecord(text)) {
      return Parsed.malformed(text, 0, "v=DMARC1 and then ';' or the end", VERSION);
    }
    return new RecordReader(text).read();
  }

  /// How close an identifier of this mechanism must be to the author's domain.
  public Mode mode(Identifier.Mechanism mechanism) {
    return switch (mechanism) {
      case SPF -> aspf;
      case DKIM -> adkim;
    };
  }

  /// Whether a policy can be taken from the record: one is published, or, where it is missing or
  /// invalid, reports are asked for, so that `p=none` is assumed (§4.10.1).
  public boolean isUsable() {
    return assumed.isEmpty() || !rua.isEmpty();
  }
}
