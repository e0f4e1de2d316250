/// May this host send for that domain? The Sender Policy Framework (RFC 7208).
@NullMarked
package org.signet.spf;

import org.jspecify.annotations.NullMarked;
