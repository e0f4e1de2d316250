/// A mail server's new certificate, held back until those who pin its keys can know the new one.
@NullMarked
package org.signet.guard.renewal;

import org.jspecify.annotations.NullMarked;
