/// The standards that Signet implements, and clauses of them.
@NullMarked
package org.signet.foundation.spec;

import org.jspecify.annotations.NullMarked;
