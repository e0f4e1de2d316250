/// The Authenticated Received Chain: what earlier hops saw.
@NullMarked
package org.signet.arc;

import org.jspecify.annotations.NullMarked;
