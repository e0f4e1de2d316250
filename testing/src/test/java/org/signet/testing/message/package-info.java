/// The suites about messages that nobody here wrote.
@NullMarked
package org.signet.testing.message;

import org.jspecify.annotations.NullMarked;
