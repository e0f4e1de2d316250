package org.signet.dkim;

import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.RFC8301;
import static org.signet.foundation.spec.Spec.RFC8463;

import java.nio.file.Path;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;

/// Says in words why a file gave no key, or what is wrong with a key, and what mends it.
public final class KeyExplainer {
  /// Characters of a selector that are quoted.
  private static final int QUOTED = 80;

  private KeyExplainer() {}

  /// Why the file gave no key, and what to do. In the sentences `%1$s` is the file.
  public static Explanation explain(Path path, KeyProblem problem) {
    var file = Shell.word(path);
    return switch (problem) {
      case KeyProblem.NotFound() ->
          bad("There is no file %1$s. To make a key: signet key new --key %1$s".formatted(file));
      case KeyProblem.NotReadable(var reason) ->
          bad(
              ("%1$s cannot be read: %2$s. Run this as the owner of the file, or let the group of"
                      + " the daemon read it: chgrp signet %1$s && chmod 640 %1$s")
                  .formatted(file, reason));
      case KeyProblem.NotAFile() ->
          bad("%s is no file. Name the file that holds the private key.".formatted(file));
      case KeyProblem.TooLarge(var most) ->
          bad(
              ("%s is larger than any key: more than %s octets. Name the file that holds the"
                      + " private key alone.")
                  .formatted(file, most));
      case KeyProblem.OpenToOthers(var open, var mode) ->
          bad(
              "Others than its owner can read or change %1$s (%2$s). To close it: chmod 600 %1$s"
                  .formatted(Shell.word(open), mode));
      case KeyProblem.InOpenFolder(var folder, var mode) ->
          bad(
              ("Everybody can put another file in the place of %s, because everybody can write into"
                      + " its folder (%s). To close it: chmod o-w %s")
                  .formatted(file, mode, Shell.word(folder)));
      case KeyProblem.NoPrivateKey(var content) -> bad(noPrivateKey(content).formatted(file));
      case KeyProblem.SeveralKeys(var count) ->
          bad(
              ("%s holds %s private keys. Put each into a file of its own, so that it is clear"
                      + " which one signs.")
                  .formatted(file, count));
      case KeyProblem.WrongType(var type) ->
          bad(
              ("%s holds a private key of type %s, and DKIM knows RSA and Ed25519 alone. To make"
                      + " one of these: signet key new")
                  .formatted(file, type),
              RFC8463.section("3"));
      case KeyProblem.ForeignForm(var form) -> bad(foreignForm(form).formatted(file));
      case KeyProblem.PassphraseMissing() ->
          bad(
              ("The key in %s is encrypted, and no passphrase was given. Name where it is:"
                      + " --passphrase-file PASSPHRASE, or --passphrase-env VARIABLE.")
                  .formatted(file));
      case KeyProblem.PassphraseUnset(var variable) ->
          bad(
              ("The key in %s is encrypted, and the variable %s that should hold its passphrase is"
                      + " not set. Set it, or name a file: --passphrase-file PASSPHRASE")
                  .formatted(file, variable));
      case KeyProblem.PassphraseFile(var secret, var why) ->
          bad("The key in %s is encrypted, and its passphrase is not to be had.".formatted(file))
              .because(explain(secret, why));
      case KeyProblem.PassphraseWrong() ->
          bad(
              ("The passphrase does not open the key in %1$s. To try it by hand: openssl pkey"
                      + " -noout -in %1$s")
                  .formatted(file));
      case KeyProblem.TooManyIterations(var most) ->
          bad(
              ("To open the key in %1$s would take more than %2$s rounds. To encrypt it with fewer:"
                      + " openssl pkcs8 -topk8 -v2 aes-256-cbc -in %1$s -out NEW")
                  .formatted(file, most));
      case KeyProblem.Damaged(var what) ->
          bad(
              "%s is damaged: %s. Take it from a backup, or make a new key: signet key new"
                  .formatted(file, what));
      case KeyProblem.Inconsistent() ->
          bad(
              ("The numbers of the key in %s do not belong together, so that nothing it signs would"
                      + " verify. Take it from a backup, or make a new key: signet key new")
                  .formatted(file));
      case KeyProblem.TooFewBits(var bits, var least) ->
          bad(
              ("The RSA key in %s has %s bits; below %s no verifier accepts it. To make a new one:"
                      + " signet key new")
                  .formatted(file, bits, least),
              RFC8301.section("3.2"));
      case KeyProblem.TooManyBits(var bits, var most) ->
          bad(
              ("The RSA key in %s has %s bits, and %s is the most that is read; verifiers need only"
                      + " know 4096. To make a new one: signet key new")
                  .formatted(file, bits, most),
              RFC8301.section("3.2"));
    };
  }

  private static String noPrivateKey(KeyProblem.Content content) {
    var what =
        switch (content) {
          case NOTHING -> "is empty";
          case CERTIFICATE -> "holds a certificate. DKIM needs no certificate and signs with a key";
          case CERTIFICATE_REQUEST -> "holds a request for a certificate";
          case PUBLIC_KEY -> "holds a public key, which can check signatures and not make them";
          case PARAMETERS -> "holds parameters for keys, and no key";
          case DNS_RECORD -> "holds the record for the DNS, in which the key is the public one";
          case OTHER ->
              "holds no private key: there is no line -----BEGIN PRIVATE KEY-----, and it is not"
                  + " the Base64 of an Ed25519 key";
        };
    return "%s " + what + ". Name the file that holds the private key.";
  }

  private static String foreignForm(KeyProblem.Form form) {
    return switch (form) {
      case OPENSSH ->
          "%1$s is a key of OpenSSH. To write it in the usual form (it is changed in place):"
              + " ssh-keygen -p -m PKCS8 -f %1$s";
      case TRADITIONAL_ENCRYPTION ->
          "%1$s is encrypted in the way of old OpenSSL, which is easily broken. To encrypt it"
              + " anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in %1$s -out NEW";
      case OTHER_ENCRYPTION ->
          "%1$s is encrypted in a way that this program does not read. To encrypt it anew:"
              + " openssl pkcs8 -topk8 -v2 aes-256-cbc -in %1$s -out NEW";
      case DER ->
          "%1$s is a key without the text form. To write it as text: openssl pkey -inform DER"
              + " -in %1$s -out NEW";
      case PKCS12 ->
          "%1$s is a PKCS#12 file. To take the key out: openssl pkcs12 -nocerts -in %1$s -out NEW";
    };
  }

  /// What is wrong with a key, and what follows.
  public static Explanation explain(Weakness weakness) {
    return switch (weakness) {
      case Weakness.TooFewBits(var bits) ->
          bad(
              ("The RSA key has %s bits. Keys below 1024 bits can be broken, and no verifier"
                      + " accepts them.")
                  .formatted(bits),
              RFC8301.section("3.2"));
      case Weakness.FewBits(var bits) ->
          warning(
              "The RSA key has %s bits. Signers should use at least 2048.".formatted(bits),
              RFC8301.section("3.2"));
      case Weakness.ManyBits(var bits) ->
          warning(
              ("The RSA key has %s bits. Verifiers need only know keys up to 4096 bits, and some"
                      + " refuse larger ones.")
                  .formatted(bits),
              RFC8301.section("3.2"));
      case Weakness.Unsafe(var flaw) -> bad(unsafe(flaw));
      case Weakness.SmallExponent(var exponent) ->
          warning(
              ("The exponent of the RSA key is %s, and careless verifiers can be fooled with one"
                      + " that small; 65537 is usual.")
                  .formatted(exponent),
              RFC6376.section("3.3.1"));
      case Weakness.Roca() ->
          bad(
              "The RSA key was made by a chip whose keys can be broken from their public half"
                  + " (ROCA, CVE-2017-15361).");
      case Weakness.OnBlocklist(var list) ->
          bad(
              "The RSA key is on the list of broken keys %s: others know its private half."
                  .formatted(Shell.word(list)));
      case Weakness.Published(var document) ->
          bad(
              "The private half of this key is printed in %s: everybody can sign with it."
                  .formatted(document));
    };
  }

  private static String unsafe(DkimOutcome.Flaw flaw) {
    return switch (flaw) {
      case EXPONENT -> "The exponent of the RSA key is one that no sound key has.";
      case MODULUS ->
          "The modulus of the RSA key is even, a square, or has a small factor: it is no key.";
      case POINT -> "The Ed25519 key is no point, or one with which everybody can sign.";
    };
  }

  /// Why a selector cannot be one.
  public static Explanation explain(Selector.Refused refused) {
    return bad(
        ("\"%s\" is no selector: %s. Take letters, digits and hyphens inside, such as s1 or"
                + " mail-2026.")
            .formatted(Ascii.printable(refused.text(), QUOTED), refused.why()),
        RFC6376.section("3.1"));
  }

  private static Explanation bad(String sentence) {
    return Explanation.of(Mark.BAD, sentence);
  }

  private static Explanation bad(String sentence, Clause clause) {
    return Explanation.of(Mark.BAD, sentence, clause);
  }

  private static Explanation warning(String sentence, Clause clause) {
    return Explanation.of(Mark.WARN, sentence, clause);
  }
}
