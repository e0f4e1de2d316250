/// The milter protocol.
@NullMarked
package org.signet.milter;

import org.jspecify.annotations.NullMarked;
