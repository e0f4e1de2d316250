package org.signet.tlsrpt;

/// Something wrong with a report.
///
/// @param where the member, such as `policies[0].summary`; empty for the report as a whole
/// @param seen what stands there, or what the reader said: a stranger's text, to be escaped
public record Finding(Defect defect, String where, String seen) {}
