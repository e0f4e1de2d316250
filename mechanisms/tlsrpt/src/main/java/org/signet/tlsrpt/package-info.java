/// Reports on TLS between mail servers: the record, the report, and the counts in it.
@NullMarked
package org.signet.tlsrpt;

import org.jspecify.annotations.NullMarked;
