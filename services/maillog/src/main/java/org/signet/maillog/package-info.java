/// Reads the log of Postfix, and joins its lines to what became of each message: over which
/// connection it went, how that was protected, and how sure this is.
///
/// Postfix tells of a connection and of a delivery in lines of their own, which have only the
/// process and the address in common; [org.signet.maillog.Joiner] knows the rules.
@NullMarked
package org.signet.maillog;

import org.jspecify.annotations.NullMarked;
