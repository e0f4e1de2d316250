/// The question to the DNS and its answers, the stub resolver, and what stands before it: cache,
/// budget, recording.
@NullMarked
package org.signet.dns;

import org.jspecify.annotations.NullMarked;
