/// Answers from zone text: RFC 1035 master format with `$STATUS` and `$SERVER`.
@NullMarked
package org.signet.dns.zone;

import org.jspecify.annotations.NullMarked;
