/// How Postfix is set up, and what to change so that it asks the guard.
@NullMarked
package org.signet.setup.postfix;

import org.jspecify.annotations.NullMarked;
