package org.signet.guard.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.signet.milter.Listen;
import org.signet.tlspolicy.Ruling;

/// `[tls_policy]`: the server for `smtp_tls_policy_maps` of Postfix.
///
/// @param listen `listen`: places such as `"inet:127.0.0.1:8461"`, the default where the section
///     stands, and `"unix:/run/signet/tls"`, with `socket_mode` and `open` as for the milter
/// @param postfix `postfix`: the folder of its main.cf, where that is not Postfix's own default
/// @param folder `folder`: where the policies of domains are kept from one run to the next; who
///     forgets them lets an attacker hide them. In memory only without it
/// @param tlsRpt `tlsrpt`: whether Postfix is told the policy for its reports; 3.10 or later, since
///     older ones put the mail off
/// @param rulings `[[tls_policy.override]]` with `domain`, `level` (`"may"` or `"encrypt"`) and
///     `until` (a day)
public record TlsPolicySettings(
    List<Listen> listen,
    Optional<Path> postfix,
    Optional<Path> folder,
    boolean tlsRpt,
    List<Ruling> rulings) {
  /// That of postfix-mta-sts-resolver, whose place it takes.
  public static final int PORT = 8461;

  public TlsPolicySettings {
    listen = List.copyOf(listen);
    rulings = List.copyOf(rulings);
  }
}
