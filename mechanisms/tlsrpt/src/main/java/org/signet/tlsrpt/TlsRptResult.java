package org.signet.tlsrpt;

import org.signet.foundation.text.Domain;

/// Whether a domain wants reports on TLS.
public record TlsRptResult(Domain domain, TlsRptOutcome outcome) {}
