/// The guard as it runs: its configuration, and the daemon beside a mail server.
@NullMarked
package org.signet.guard.serve;

import org.jspecify.annotations.NullMarked;
