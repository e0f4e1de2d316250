package org.signet.dkim;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/// Keys whose private halves are printed in documents, or shipped as test data, by the fingerprint
/// of the public one. People copy examples.
final class PublishedKeys {
  private static final Map<String, String> DOCUMENTS =
      Map.ofEntries(
          entry(
              "dba3f0cb69f06d70e41abc6ac5812bc3d2639a24b621ba5d241202ac89cb7b9c",
              "RFC 6376, appendix C"),
          entry(
              "362d9a99501883f6d1ac717c53fff96582fb0a7c52464cb64b9082aa887bc7b4",
              "RFC 8463, appendix A"),
          entry(
              "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9",
              "RFC 8463, appendix A, and RFC 8032, section 7.1"),
          entry(
              "39f713d0a644253f04529421b9f51b9b08979d08295959c4f3990ee617f5139f",
              "RFC 8032, section 7.1"),
          entry(
              "dac073e0123bdea59dd9b3bda9cf6037f63aca82627d7abcd5c4ac29dd74003e",
              "RFC 8032, section 7.1"),
          entry(
              "91384c411e5af29648f17f922b402655b11ecaec1b33fc45796241963f95f202",
              "RFC 8032, section 7.1"),
          entry(
              "5f9b247e2a654719f198e4f241d6b0df9a1a937a13ef5ef899f64d9285fce224",
              "RFC 8032, section 7.1"),
          entry("9a9e5b0f404f4e2d4386e38b04ac91e535946dc2a7f8d84a31404b476e5c35e1", "RFC 9500"),
          entry("8fb6bad671cfe698393c453357da61b56d757ab8c0f3fb9c87f2849e63131878", "RFC 9500"),
          entry("96465ea5dc9bb2da7b351d808a7196e5761f2412a5040131c68d719aaba28fb9", "RFC 9500"),
          entry(
              "56aeb663b76a1f8f4549779b7b80d281b385e9a31018d13b74c94f96d7d3bd4a",
              "the tests of dkimpy"),
          entry(
              "0b2d127aa4c7a78eb79660242e84ab36a904445315874827e6761fa7239223d3",
              "the tests of dkimpy"),
          entry(
              "39982f7c8f79ad9fb4727004d70d5aa456adeb990ee426a2f0ea88f9a8e6fc37",
              "the tests of dkimpy"),
          entry(
              "c36a204dceb651e8459f6544c4e7b10acab5cb06c663e7dcd2fe0810b46ce013",
              "the tests of dkimpy"),
          entry(
              "1c6fcae26d025791aca74da12cba8ad7c94e838575f4702bed6e55b45ed2ad9a",
              "the tests of OpenDKIM"),
          entry(
              "d9f870e332140732a5b10ee3422e8bc564cb9b060ab432f7f306bb43954337b4",
              "the tests of jDKIM"),
          entry(
              "4766a6c2b80e364f89f0aa4c61e1b76694c10a86ae00d1287ab68c27629ef1d3",
              "the tests of jDKIM"),
          entry(
              "a1358cb39348bd3993602c903ce52915ce2eed62e875bf7a097845339c4c4d81",
              "the tests of Signet"),
          entry(
              "7f97eed7861f49794bd7e998db12433f62cdf942db82dcc2979943a51fcb6efb",
              "the tests of Signet"));

  private PublishedKeys() {}

  /// The document that gives the private half of the key away.
  static Optional<String> documentOf(DkimPublicKey key) {
    return Optional.ofNullable(DOCUMENTS.get(KeyRecord.fingerprint(key)));
  }
}
