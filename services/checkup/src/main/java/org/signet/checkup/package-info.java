/// The live probe of a domain's mail hosts, and what senders of each kind would do.
@NullMarked
package org.signet.checkup;

import org.jspecify.annotations.NullMarked;
