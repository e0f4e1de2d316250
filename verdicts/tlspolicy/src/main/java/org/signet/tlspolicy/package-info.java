/// The way to a domain: its hosts, and what TLS each is owed.
@NullMarked
package org.signet.tlspolicy;

import org.jspecify.annotations.NullMarked;
