/// Messages of Jakarta Mail, signed as they are written and verified as they were received.
@NullMarked
package org.signet.jakarta;

import org.jspecify.annotations.NullMarked;
