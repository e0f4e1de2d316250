/// The command line, `signet`.
@NullMarked
package org.signet.cli;

import org.jspecify.annotations.NullMarked;
