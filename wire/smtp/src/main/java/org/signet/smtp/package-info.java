/// SMTP: replies, sessions, STARTTLS, and the reader of what a peer sends.
@NullMarked
package org.signet.smtp;

import org.jspecify.annotations.NullMarked;
