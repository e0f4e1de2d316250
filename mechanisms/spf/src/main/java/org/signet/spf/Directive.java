package org.signet.spf;

/// A mechanism and what a match of it means. RFC 7208 §4.6.1
public record Directive(Qualifier qualifier, Mechanism mechanism, String text) implements Term {}
