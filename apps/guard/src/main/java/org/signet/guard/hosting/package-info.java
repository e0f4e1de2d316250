/// The MTA-STS policies of our own domains: served, written, watched, and changed step by step.
@NullMarked
package org.signet.guard.hosting;

import org.jspecify.annotations.NullMarked;
