/// The Sender Policy Framework: may this host send for that domain?
@NullMarked
package org.signet.spf;

import org.jspecify.annotations.NullMarked;
