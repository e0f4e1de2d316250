/// The guard: what is done with a message, beside a mail server. Pure functions over records so
/// far: the direction of a message, its handling, and who signs it.
@NullMarked
package org.signet.guard;

import org.jspecify.annotations.NullMarked;
