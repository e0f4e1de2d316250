/// DMARC: what the author's domain asks for.
@NullMarked
package org.signet.dmarc;

import org.jspecify.annotations.NullMarked;
