package org.signet.tlsrpt;

import java.util.List;

/// The policy that a sender applied (RFC 8460 §4.4), as the report tells it.
///
/// @param lines `policy-string`: the TLSA records, or the lines of the MTA-STS policy
/// @param domain whose policy it is, in A-labels
/// @param mxHosts the patterns of an MTA-STS policy (erratum 6241: an array)
public record Policy(PolicyType type, List<String> lines, String domain, List<String> mxHosts) {
  public Policy {
    lines = List.copyOf(lines);
    mxHosts = List.copyOf(mxHosts);
  }

  /// No policy was found for this domain.
  public static Policy none(String domain) {
    return new Policy(PolicyType.NO_POLICY_FOUND, List.of(), domain, List.of());
  }
}
