package org.signet.arc;

import java.util.ArrayList;
import java.util.List;
import org.signet.dkim.DkimSignature;
import org.signet.dkim.SignatureTags;
import org.signet.dkim.SigningTable;
import org.signet.message.Header;

/// Which fields an ARC-Message-Signature covers: those of a DKIM signature, and the DKIM signatures
/// that are there. RFC 8617 §4.1.2.
final class SealedFields {
  private SealedFields() {}

  /// The names for `h=`, no more than whoever checks it reads.
  static List<String> names(Header header) {
    var names = new ArrayList<>(SigningTable.names(header));
    header.all(DkimSignature.FIELD).forEach(_ -> names.add(DkimSignature.FIELD));
    return names.subList(0, Math.min(names.size(), SignatureTags.MOST_NAMES));
  }
}
