/// One message, every verdict.
@NullMarked
package org.signet.verifier;

import org.jspecify.annotations.NullMarked;
