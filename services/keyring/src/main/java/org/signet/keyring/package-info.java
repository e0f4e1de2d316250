/// Key rotation: what stands in the DNS, which key signs, and what the next step waits for.
@NullMarked
package org.signet.keyring;

import org.jspecify.annotations.NullMarked;
