/// What a mail server holds in its queue until somebody looks at it: listed, shown, let go and
/// deleted, by the programs that the mail server brings. Who held a message, and why, is not known
/// here.
@NullMarked
package org.signet.queue;

import org.jspecify.annotations.NullMarked;
