package org.signet.verifier;

/// What judging a message cost of its budget.
///
/// @param queries questions that went to the DNS; one asked twice counts once
/// @param bodyOctets octets of the body that passed through
public record Spent(int queries, long bodyOctets) {}
