package org.signet.setup.imports;

import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.setup.imports.Directives.Line;

/// Names as configurations write them, noted where they are none.
final class Names {
  private Names() {}

  static Optional<Domain> domain(Draft draft, Place place, String said, String text) {
    var domain = Draft.domainOf(text);
    if (domain.isEmpty()) {
      draft.warn(place, said, "this is no domain");
    }
    return domain;
  }

  /// Our name in Authentication-Results.
  static void id(Draft draft, Line line, String id) {
    if (id.equalsIgnoreCase("HOSTNAME")) {
      draft.warn(line.place(), line.said(), "write the name of this host under authserv_ids");
    } else if (!draft.id(id)) {
      draft.warn(line.place(), line.said(), "this cannot be an authserv_id");
    }
  }
}
