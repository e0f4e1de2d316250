package org.signet.spf;

/// Both checks of one envelope, told apart: a pass of one says nothing about the other.
///
/// @param mailFrom of a null reverse-path, the check of `postmaster` at the HELO name. RFC 7208
///     §2.4
public record SpfChecks(SpfResult helo, SpfResult mailFrom) {}
