package org.signet.cli;

import org.signet.dkim.KeyExplainer;
import org.signet.dkim.KeyLookup;
import org.signet.dkim.Selector;
import org.signet.dkim.Signatory;
import org.signet.foundation.text.Domain;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the names that keys have on a command line.
final class KeyNames {
  private KeyNames() {}

  /// Reads a domain that sends mail.
  static final class MailDomain implements ITypeConverter<Domain> {
    @Override
    public Domain convert(String text) {
      return Domain.parse(text)
          .optional()
          .filter(Domain::isMailName)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is no domain such as example.com; one with letters beyond ASCII is"
                          + " written in its ASCII form, xn--…"));
    }
  }

  /// Reads a domain that signs mail, which is more than one word.
  static final class SigningDomain implements ITypeConverter<Domain> {
    @Override
    public Domain convert(String text) {
      var domain = new MailDomain().convert(text);
      if (!Signatory.isForSigning(domain)) {
        throw new TypeConversionException(
            "'" + text + "' is a single word, and verifiers take no signature of such a domain");
      }
      return domain;
    }
  }

  /// Reads a selector.
  static final class KeySelector implements ITypeConverter<Domain> {
    @Override
    public Domain convert(String text) {
      return switch (Selector.of(text)) {
        case Selector.Named(var name) -> name;
        case Selector.Refused refused ->
            throw new TypeConversionException(KeyExplainer.explain(refused).sentence());
      };
    }
  }

  /// Where the record of a key stands.
  static Domain recordName(Domain selector, Domain domain) throws CommandFailure {
    return KeyLookup.nameOf(selector, domain)
        .orElseThrow(
            () ->
                new CommandFailure(
                    Exit.USAGE,
                    "the name "
                        + selector
                        + "._domainkey."
                        + domain
                        + " is longer than the DNS allows; take a shorter selector"));
  }
}
