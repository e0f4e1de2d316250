/// What OpenDKIM, OpenDMARC and rspamd were configured to do, as a configuration of ours, with all
/// that has no equivalent named by file and line.
@NullMarked
package org.signet.setup.imports;

import org.jspecify.annotations.NullMarked;
