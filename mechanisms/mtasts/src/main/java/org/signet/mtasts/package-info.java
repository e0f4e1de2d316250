/// The policy of a domain for those who send mail to it. RFC 8461
@NullMarked
package org.signet.mtasts;

import org.jspecify.annotations.NullMarked;
