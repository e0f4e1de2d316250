/// The message as octets.
@NullMarked
package org.signet.message;

import org.jspecify.annotations.NullMarked;
