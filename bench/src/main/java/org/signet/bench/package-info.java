/// What a verdict costs, beside the floor and beside other libraries.
@NullMarked
package org.signet.bench;

import org.jspecify.annotations.NullMarked;
