/// DANE: TLS keys that a host pins in a signed zone.
@NullMarked
package org.signet.dane;

import org.jspecify.annotations.NullMarked;
