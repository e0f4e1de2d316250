package org.signet.message;

import static org.signet.foundation.spec.Spec.RFC2045;
import static org.signet.foundation.spec.Spec.RFC2046;
import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC6532;
import static org.signet.foundation.spec.Spec.RFC9989;
import static org.signet.foundation.spec.Spec.SIGNET;
import static org.signet.foundation.spec.Spec.UTS46;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.message.Ambiguity.Reason;

/// Says in words what two readers of a message could see differently.
public final class AmbiguityExplainer {
  private AmbiguityExplainer() {}

  /// One sentence, with what was seen.
  public static Explanation explain(Ambiguity ambiguity) {
    var mark =
        switch (ambiguity.kind()) {
          case AUTHOR -> Mark.BAD;
          case CONTENT -> Mark.WARN;
        };
    var seen = ambiguity.detail().isEmpty() ? "." : ": " + ambiguity.detail();
    return Explanation.of(mark, words(ambiguity.reason()) + seen, clause(ambiguity.reason()));
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case HEADER_TOO_LARGE -> "The header is too large; the end of it was not read";
      case TOO_MANY_FIELDS -> "The header has too many fields; the last ones were not read";
      case FIELD_TOO_LARGE -> "A header field is too large; the end of it was not read";
      case NUL_IN_HEADER -> "The header holds a NUL character, at which some programs stop reading";
      case BARE_CR_IN_HEADER ->
          "The header holds a carriage return alone, which some programs take for the end of a"
              + " line";
      case BARE_LF_IN_HEADER ->
          "The header holds a line feed alone, which some programs take for the end of a line";
      case LINE_WITHOUT_COLON ->
          "A line of the header is no field; some programs take it for the end of the header";
      case FIRST_LINE_FOLDED ->
          "The first line continues a field that is not there; some programs skip it";

      case FROM_MISSING -> "There is no From field, so nobody says who wrote the message";
      case FROM_REPEATED ->
          "There are several From fields; one program shows the first, another the last";
      case FROM_NAME ->
          "A field is named almost, but not quite, From; some programs take it for one";
      case FROM_SYNTAX -> "The From field can be read in several ways";
      case FROM_ENCODING ->
          "The From field holds octets that careless programs turn into other characters";
      case FROM_TOO_DEEP -> "The From field holds comments nested too deeply to be read";
      case FROM_WITHOUT_DOMAIN -> "The From field names no domain that could speak for the author";
      case FROM_DOMAIN_UNUSABLE -> "The From field names a domain that cannot exist";
      case TOO_MANY_AUTHOR_DOMAINS ->
          "The From field names authors in more domains than are looked at";

      case FROM_CARELESS ->
          "The From field does not follow the rules, but only one domain can be meant";
      case FROM_SHOWS_OTHER_ADDRESS ->
          "The author's name shows an address of another domain than the author's";
      case FROM_HIDES_TEXT ->
          "The author's name holds characters that hide or turn what stands beside it";

      case FIELD_REPEATED -> "A field that may occur once occurs again";
      case FIELD_NAME -> "A field has a name that the rules do not allow";
      case CONTROL_IN_HEADER -> "The header holds a control character";
      case LINE_TOO_LONG -> "A line of the header is longer than mail servers must carry";

      case MIME_VERSION -> "The message has parts or types, but does not say MIME version 1.0";
      case CONTENT_TYPE_SYNTAX -> "A content type does not follow the rules";
      case PARAMETER_REPEATED -> "A parameter occurs twice; one program takes the first value";
      case BOUNDARY_SYNTAX -> "Programs can disagree what the boundary between the parts is";
      case BOUNDARY_CLASH -> "One boundary between parts can be taken for another";
      case CLOSING_BOUNDARY_MISSING -> "The boundary that ends the parts is missing";
      case PREAMBLE_WITH_PARTS -> "What looks like a part stands before the first part";
      case EPILOGUE_WITH_TEXT -> "Text stands behind the last part, where few programs show it";
      case PART_HEADER -> "Programs can disagree where the header of a part ends";
      case ENCODING_SYNTAX -> "A transfer encoding does not follow the rules, or is unknown";
      case ENCODING_NOT_ALLOWED -> "A part with parts inside is encoded as a whole";
      case BASE64_SYNTAX -> "Programs can disagree what a part in base64 holds";
      case QUOTED_PRINTABLE_SYNTAX -> "Programs can disagree what a part in quoted-printable holds";
      case FILE_NAME -> "A file has two names, or one that misleads";
      case CONTENT_ELSEWHERE -> "A part's content is not in this message";
      case MULTIPART_UNKNOWN -> "The message has parts of an unknown kind";
      case CHARSET -> "Text is in a character set that can hide other text";
      case HIDDEN_FILE -> "A file is wrapped so that only some programs see it";
      case BARE_LINE_END_IN_BODY ->
          "The body holds a carriage return or line feed alone, which some programs take for the"
              + " end of a line";
      case MIME_TOO_DEEP -> "Parts are nested too deeply to be looked at";
      case TOO_MANY_PARTS -> "The message has more parts than are looked at";
    };
  }

  private static Clause clause(Reason reason) {
    return switch (reason) {
      case HEADER_TOO_LARGE,
          TOO_MANY_FIELDS,
          FIELD_TOO_LARGE,
          FROM_TOO_DEEP,
          FROM_SHOWS_OTHER_ADDRESS,
          FROM_HIDES_TEXT,
          FILE_NAME,
          CHARSET,
          HIDDEN_FILE,
          MIME_TOO_DEEP,
          TOO_MANY_PARTS ->
          SIGNET.section("");
      case NUL_IN_HEADER, CONTROL_IN_HEADER, FIELD_NAME, LINE_WITHOUT_COLON ->
          RFC5322.section("2.2");
      case BARE_CR_IN_HEADER, BARE_LF_IN_HEADER, BARE_LINE_END_IN_BODY -> RFC5322.section("2.3");
      case FIRST_LINE_FOLDED -> RFC5322.section("2.2.3");
      case LINE_TOO_LONG -> RFC5322.section("2.1.1");
      case FROM_MISSING, FROM_REPEATED, FIELD_REPEATED -> RFC5322.section("3.6");
      case FROM_NAME -> RFC5322.section("4.5");
      case FROM_SYNTAX, FROM_CARELESS -> RFC5322.section("3.4");
      case FROM_ENCODING -> RFC6532.section("3.1");
      case FROM_WITHOUT_DOMAIN -> RFC5322.section("3.4.1");
      case FROM_DOMAIN_UNUSABLE -> UTS46.section("4");
      case TOO_MANY_AUTHOR_DOMAINS -> RFC9989.section("11.5");
      case MIME_VERSION -> RFC2045.section("4");
      case CONTENT_TYPE_SYNTAX, PARAMETER_REPEATED -> RFC2045.section("5.1");
      case ENCODING_SYNTAX -> RFC2045.section("6.1");
      case ENCODING_NOT_ALLOWED -> RFC2045.section("6.4");
      case QUOTED_PRINTABLE_SYNTAX -> RFC2045.section("6.7");
      case BASE64_SYNTAX -> RFC2045.section("6.8");
      case BOUNDARY_SYNTAX,
          BOUNDARY_CLASH,
          CLOSING_BOUNDARY_MISSING,
          PREAMBLE_WITH_PARTS,
          EPILOGUE_WITH_TEXT,
          PART_HEADER ->
          RFC2046.section("5.1.1");
      case MULTIPART_UNKNOWN -> RFC2046.section("5.1.7");
      case CONTENT_ELSEWHERE -> RFC2046.section("5.2");
    };
  }
}
