@NullMarked
package org.signet.jakarta;

import org.jspecify.annotations.NullMarked;
